package dev.godwit.checker.history;

/// Any text as a field of a line: without tabs and line ends.
final class Text {
    private Text() {}

    static String escaped(String text) {
        if (plain(text)) return text;
        return text.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    static String unescaped(String field) {
        if (field.indexOf('\\') < 0) return field;
        var text = new StringBuilder(field.length());
        for (var i = 0; i < field.length(); i++) {
            var c = field.charAt(i);
            text.append(c == '\\' ? meant(field, ++i) : c);
        }
        return text.toString();
    }

    private static boolean plain(String text) {
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == '\\' || c == '\t' || c == '\n' || c == '\r') return false;
        }
        return true;
    }

    private static char meant(String field, int at) {
        if (at == field.length()) throw new IllegalArgumentException("ends in a backslash");
        return switch (field.charAt(at)) {
            case '\\' -> '\\';
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'r' -> '\r';
            default -> throw new IllegalArgumentException("unknown escape in " + field);
        };
    }
}
