package dev.godwit.bench.wire;

import java.util.Locale;

/// What a server's frame is about. `OTHER` is what the bench has no use for.
public enum FrameType {
    MESSAGE,
    ACCEPTED,
    RECEIPT,
    ERROR,
    WELCOME,
    LIVE,
    GOAWAY,
    OTHER;

    private static final FrameType[] ALL = values();

    private final String wireName = name().toLowerCase(Locale.ROOT);

    static FrameType of(Span name) {
        for (var type : ALL) if (name.is(type.wireName)) return type;
        return OTHER;
    }
}
