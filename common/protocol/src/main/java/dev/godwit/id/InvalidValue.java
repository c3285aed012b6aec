package dev.godwit.id;

/// A value from outside that breaks its limits. The message names the value and what was expected.
public final class InvalidValue extends IllegalArgumentException {
    private static final int SHOWN = 64;

    public InvalidValue(String what, Object value, String expected) {
        super("%s: %s (expected: %s)".formatted(what, shown(value), expected));
    }

    private static String shown(Object value) {
        var text = String.valueOf(value);
        var cut = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
        return value instanceof CharSequence ? "\"" + cut + "\"" : cut;
    }
}
