package dev.godwit.id;

/// The characters and the length an id may have; a table look-up per character, because every frame
/// passes here.
final class Alphabet {
    private final String pattern;
    private final int maxLength;
    private final boolean[] allowed = new boolean[128];

    /// `extra`: what is allowed beside ASCII letters and digits.
    Alphabet(String extra, int maxLength) {
        this.pattern = "[A-Za-z0-9" + extra + "]{1," + maxLength + "}";
        this.maxLength = maxLength;
        for (var c = '0'; c <= '9'; c++) allowed[c] = true;
        for (var c = 'A'; c <= 'Z'; c++) allowed[c] = true;
        for (var c = 'a'; c <= 'z'; c++) allowed[c] = true;
        for (var c : extra.toCharArray()) allowed[c] = true;
    }

    void check(String what, String value) {
        if (!fits(value)) throw new InvalidValue(what, value, pattern);
    }

    private boolean fits(String value) {
        if (value.isEmpty() || value.length() > maxLength) return false;
        for (var i = 0; i < value.length(); i++) {
            var c = value.charAt(i);
            if (c >= allowed.length || !allowed[c]) return false;
        }
        return true;
    }
}
