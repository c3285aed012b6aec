package dev.godwit.checker.check;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// Everybody and everything in a run.
final class World {
    final Generations generations = new Generations();
    private final Map<String, User> users = new HashMap<>();
    private final Map<Pair, Conversation> conversations = new HashMap<>();

    private record Pair(User low, User high) {}

    User user(String name) {
        return users.computeIfAbsent(name, User::new);
    }

    @Nullable User known(String name) {
        return users.get(name);
    }

    Conversation conversation(User one, User other) {
        return conversations.computeIfAbsent(
                pair(one, other), pair -> new Conversation(pair.low, pair.high));
    }

    @Nullable Conversation known(String one, String other) {
        var first = users.get(one);
        var second = users.get(other);
        return first == null || second == null ? null : conversations.get(pair(first, second));
    }

    /// The message of that sender, or null where neither a row nor a history names it.
    @Nullable Message message(String sender, String recipient, String id) {
        var conversation = known(sender, recipient);
        return conversation == null ? null : conversation.known(user(sender), id);
    }

    Collection<User> users() {
        return users.values();
    }

    Collection<Conversation> conversations() {
        return conversations.values();
    }

    /// As the tables order ids: by their bytes.
    private static Pair pair(User one, User other) {
        return one.name.compareTo(other.name) <= 0 ? new Pair(one, other) : new Pair(other, one);
    }
}
