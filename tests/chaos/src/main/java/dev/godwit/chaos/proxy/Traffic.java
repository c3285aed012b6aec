package dev.godwit.chaos.proxy;

/// What a link has counted since it was opened; `open` is now. Two of them make the evidence of a
/// fault.
///
/// `unreachable`: connections that the target refused or never answered. `cut` and `reset`: ended
/// by the link because of a [Cut], or because it was told to or had swallowed something of them.
public record Traffic(
        long accepted,
        long open,
        long unreachable,
        long cut,
        long reset,
        long bytesForth,
        long bytesBack,
        long swallowedForth,
        long swallowedBack) {

    public Traffic since(Traffic earlier) {
        return new Traffic(
                accepted - earlier.accepted,
                open,
                unreachable - earlier.unreachable,
                cut - earlier.cut,
                reset - earlier.reset,
                bytesForth - earlier.bytesForth,
                bytesBack - earlier.bytesBack,
                swallowedForth - earlier.swallowedForth,
                swallowedBack - earlier.swallowedBack);
    }

    public long swallowed() {
        return swallowedForth + swallowedBack;
    }
}
