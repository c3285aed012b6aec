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

    ModelDevice(String user, String name, String host, boolean lazy) {
        this.user = user;
        this.name = name;
        this.host = host;
        this.lazy = lazy;
    }

    /// Whether an entry is new here; the first one tells where the device begins.
    boolean isNew(long n) {
        if (shown < 0) shown = n - 1;
        if (n <= shown) return false;
        shown = n;
        return true;
    }
}
