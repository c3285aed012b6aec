package dev.godwit.gateway.handshake;

/// Finds what looks like a JSON Web Token in a text: three parts in base64url, the first beginning
/// with `eyJ`, separated by dots. One pass that looks at each character once: the text comes from
/// anybody. Pure.
final class TokenScan {
    private static final String HEADER_START = "eyJ";

    private TokenScan() {}

    static boolean holdsToken(String text) {
        var partLength = 0; // characters of base64url since the last other one
        var inHeader = false; // the part holds `eyJ`
        var headerBefore = false; // the part before did, and a dot followed it
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == '.') {
                if (headerBefore && partLength > 0) {
                    return true;
                }
                headerBefore = inHeader;
                inHeader = false;
                partLength = 0;
            } else if (isBase64Url(c)) {
                partLength++;
                inHeader |=
                        partLength >= HEADER_START.length() && text.startsWith(HEADER_START, i - 2);
            } else {
                headerBefore = false;
                inHeader = false;
                partLength = 0;
            }
        }
        return false;
    }

    private static boolean isBase64Url(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '_';
    }
}
