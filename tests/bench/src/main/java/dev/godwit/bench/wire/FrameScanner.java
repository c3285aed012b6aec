package dev.godwit.bench.wire;

/// Finds the few fields the bench needs in a server's JSON frame, in whatever order they stand, and
/// makes no objects. Strings stay escaped: what the bench sends holds nothing that needs escaping.
/// Reused from frame to frame; owned by one event loop.
public final class FrameScanner {
    private final Span key = new Span();
    private final Span type = new Span();
    private final Span id = new Span();
    private final Span body = new Span();
    private final Span code = new Span();
    private final Span other = new Span();
    private byte[] json = new byte[0];
    private int at;
    private int end;
    private long n;
    private long seq;

    /// Reads the object in `source` from `from` to `to`; then the accessors tell what it held.
    /// Throws [Unreadable] for anything but one JSON object.
    public FrameType scan(byte[] source, int from, int to) {
        json = source;
        at = from;
        end = to;
        n = 0;
        seq = 0;
        type.clear();
        id.clear();
        body.clear();
        code.clear();
        expect('{');
        if (peek() == '}') return FrameType.of(type);
        do {
            string(key);
            expect(':');
            value();
        } while (more());
        return FrameType.of(type);
    }

    /// The log position; 0 where the frame has none.
    public long n() {
        return n;
    }

    /// The position in the conversation; 0 where the frame has none.
    public long seq() {
        return seq;
    }

    public Span id() {
        return id;
    }

    public Span body() {
        return body;
    }

    /// An error's code.
    public Span code() {
        return code;
    }

    private boolean more() {
        var c = peek();
        at++;
        if (c == ',') return true;
        if (c == '}') return false;
        throw unreadable("',' or '}'");
    }

    private void value() {
        var c = peek();
        if (c == '"') string(target());
        else if (c == '{' || c == '[') nested();
        else if (c == '-' || (c >= '0' && c <= '9')) number();
        else word();
    }

    private Span target() {
        if (key.is("type")) return type;
        if (key.is("id")) return id;
        if (key.is("body")) return body;
        if (key.is("code")) return code;
        return other;
    }

    private void string(Span into) {
        expect('"');
        var from = at;
        while (next() != '"') if (json[at - 1] == '\\') next();
        into.set(json, from, at - 1);
    }

    private void number() {
        var negative = json[at] == '-';
        if (negative) at++;
        var value = 0L;
        while (at < end && json[at] >= '0' && json[at] <= '9')
            value = value * 10 + json[at++] - '0';
        while (at < end && ".eE+-0123456789".indexOf(json[at]) >= 0) at++;
        if (key.is("n")) n = negative ? -value : value;
        else if (key.is("seq")) seq = negative ? -value : value;
    }

    private void nested() {
        var depth = 0;
        do {
            var c = peek();
            if (c == '"') {
                string(other);
                continue;
            }
            if (c == '{' || c == '[') depth++;
            if (c == '}' || c == ']') depth--;
            at++;
        } while (depth > 0);
    }

    private void word() {
        var from = at;
        while (at < end && json[at] >= 'a' && json[at] <= 'z') at++;
        if (at == from) throw unreadable("a value");
    }

    private void expect(char c) {
        if (peek() != c) throw unreadable("'" + c + "'");
        at++;
    }

    /// The next byte that is not white space.
    private byte peek() {
        while (at < end && (json[at] == ' ' || (json[at] >= '\t' && json[at] <= '\r'))) at++;
        if (at == end) throw unreadable("more");
        return json[at];
    }

    private byte next() {
        if (at == end) throw unreadable("more");
        return json[at++];
    }

    private Unreadable unreadable(String expected) {
        return new Unreadable("frame: byte %d (expected: %s)".formatted(at, expected));
    }
}
