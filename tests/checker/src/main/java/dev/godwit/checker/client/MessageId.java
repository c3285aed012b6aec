package dev.godwit.checker.client;

/// A client's id for a message, made once: the incarnation and the device that made it, and the
/// how-manieth it is of theirs.
record MessageId(int incarnation, String device, long count) {
    String text() {
        return "%d-%s-%d".formatted(incarnation, device, count);
    }

    static MessageId parse(String text) {
        var parts = text.split("-", 3);
        if (parts.length != 3) throw new IllegalArgumentException("no id of a device: " + text);
        return new MessageId(Integer.parseInt(parts[0]), parts[1], Long.parseLong(parts[2]));
    }
}
