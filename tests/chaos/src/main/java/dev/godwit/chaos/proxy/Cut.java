package dev.godwit.chaos.proxy;

/// Ends a connection when one direction of it has carried a number of bytes, which is drawn for
/// each connection from `least` to `most` and counted from when the cut was ordered.
public record Cut(long least, long most, Ending ending) {
    /// No connection carries that much.
    public static final Cut NEVER = new Cut(Long.MAX_VALUE, Long.MAX_VALUE, Ending.CLOSE);

    public Cut {
        if (least < 0 || most < least || (most == Long.MAX_VALUE && least < most)) {
            throw new IllegalArgumentException(
                    "cut after %d..%d bytes (expected: 0 <= least <= most)".formatted(least, most));
        }
    }

    public static Cut after(long bytes, Ending ending) {
        return new Cut(bytes, bytes, ending);
    }

    boolean isNever() {
        return least == Long.MAX_VALUE;
    }
}
