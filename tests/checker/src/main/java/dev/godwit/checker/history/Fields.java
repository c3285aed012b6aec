package dev.godwit.checker.history;

/// The fields of one line, taken from left to right. Throws [IllegalArgumentException] where one is
/// missing, is not of its type, or is left over.
final class Fields {
    private final String line;
    private int next;

    Fields(String line) {
        this.line = line;
    }

    String word() {
        if (next > line.length()) throw new IllegalArgumentException("a field is missing");
        var tab = line.indexOf('\t', next);
        var end = tab < 0 ? line.length() : tab;
        var field = line.substring(next, end);
        next = end + 1;
        return field;
    }

    String text() {
        return Text.unescaped(word());
    }

    long number() {
        return Long.parseLong(word());
    }

    int small() {
        return Integer.parseInt(word());
    }

    boolean flag() {
        var field = word();
        return switch (field) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false: " + field);
        };
    }

    void end() {
        if (next <= line.length()) {
            throw new IllegalArgumentException("too many fields: " + line.substring(next));
        }
    }
}
