package dev.godwit.checker.check;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/// Two people's messages, or one person's notes. `lastSeq` is from its row, and -1 where there is
/// none.
final class Conversation {
    final User low;
    final User high;
    final Slots rows = new Slots();
    long lastSeq = -1;

    private final Map<String, Message> fromLow = new HashMap<>();
    private final Map<String, Message> fromHigh = new HashMap<>();

    // How far each of the two has acknowledged, by histories and by cursors, what is marked, and
    // what was read over HTTP.
    final long[] acknowledged = new long[2];
    final long[] delivered = new long[2];
    final long[] marked = new long[2];
    final long[] readOverHttp = new long[2];

    Conversation(User low, User high) {
        this.low = low;
        this.high = high;
    }

    int side(User user) {
        return user == low ? 0 : 1;
    }

    User other(User user) {
        return user == low ? high : low;
    }

    @Nullable Message known(User sender, String id) {
        return from(sender).get(id);
    }

    Message message(User sender, String id) {
        return from(sender)
                .computeIfAbsent(id, key -> new Message(this, sender, other(sender), key));
    }

    Iterable<Message> messages() {
        var all = new java.util.ArrayList<>(fromLow.values());
        all.addAll(fromHigh.values());
        return all;
    }

    private Map<String, Message> from(User sender) {
        return side(sender) == 0 ? fromLow : fromHigh;
    }

    @Override
    public String toString() {
        return low + "/" + high;
    }
}
