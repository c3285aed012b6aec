package dev.godwit.checker.check;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// One installation: what it has to keep over connections and kills.
final class ModelDevice {
    final String user;
    final String name;
    final String host;
    final List<Letter> pending = new ArrayList<>();

    /// Acknowledges the last few entries only when more of them come.
    final boolean lazy;

    /// A letter that was accepted, to be sent once more.
    @Nullable Letter accepted;

    @Nullable ModelConnection connection;
    long shown = -1;
    int counter;

    /// The generation it is in, and what was accepted, in whatever generation.
    String log = "";

    final List<Letter> everAccepted = new ArrayList<>();

    ModelDevice(String user, String name, String host, boolean lazy) {
        this.user = user;
        this.name = name;
        this.host = host;
        this.lazy = lazy;
    }

    /// As the protocol asks where a generation is another one: what was seen and accepted in those
    /// before counts no longer.
    void enters(String another) {
        if (log.equals(another)) return;
        if (!log.isEmpty()) {
            shown = -1;
            accepted = null;
            everAccepted.forEach(letter -> letter.underWay = false);
            pending.removeAll(everAccepted);
            pending.addAll(0, everAccepted);
        }
        log = another;
    }

    void accepted(Letter letter) {
        pending.remove(letter);
        if (!everAccepted.contains(letter)) everAccepted.add(letter);
    }

    /// Whether an entry is new here; the first one tells where the device begins.
    boolean isNew(long n) {
        if (shown < 0) shown = n - 1;
        if (n <= shown) return false;
        shown = n;
        return true;
    }
}
