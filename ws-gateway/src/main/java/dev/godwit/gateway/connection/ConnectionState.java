package dev.godwit.gateway.connection;

import dev.godwit.id.LogGeneration;
import dev.godwit.internalapi.OpenBatch.Opened;

import org.jspecify.annotations.Nullable;

/// The life of a connection; each state has exactly what is known by then. Changed only by [#next].
sealed interface ConnectionState {
    /// The close code of a connection that ended without one (RFC 6455).
    int ENDED_WITHOUT_A_WORD = 1006;

    /// The chat service is asked to number it, since `since`.
    record Opening(long since, int failures) implements ConnectionState {}

    /// It took long to be numbered. The client may have left without a word, and its connection
    /// elsewhere must not be displaced by one that nobody has: first it has to be heard of again.
    record Proving(Opened opened) implements ConnectionState {}

    /// It has its number, and presence is about to name it.
    record Registering(Opened opened) implements ConnectionState {}

    /// What its log has from here on reaches it.
    record Open(Opened opened, DeliveryRun delivery) implements ConnectionState {}

    /// The client is told why, and takes its leave.
    record Closing(long epoch, int code, String reason) implements ConnectionState {}

    /// Nothing carries it any more.
    record Ended(long epoch, int code) implements ConnectionState {}

    /// The one rule by which it goes on. A pure function: what has come too late changes nothing.
    default ConnectionState next(ConnectionEvent event) {
        return switch (event) {
            case ConnectionEvent.Numbered(var opened, var late) -> {
                if (!(this instanceof Opening)) {
                    yield this;
                }
                yield late ? new Proving(opened) : new Registering(opened);
            }
            case ConnectionEvent.NotNumbered() ->
                    this instanceof Opening(var since, var failures)
                            ? new Opening(since, failures + 1)
                            : this;
            case ConnectionEvent.Heard() ->
                    this instanceof Proving(var opened) ? new Registering(opened) : this;
            case ConnectionEvent.Registered(var delivery) ->
                    this instanceof Registering(var opened) ? new Open(opened, delivery) : this;
            case ConnectionEvent.Closed(var code, var reason) ->
                    isOver() ? this : new Closing(epoch(), code, reason);
            case ConnectionEvent.Gone() ->
                    switch (this) {
                        case Ended ended -> ended;
                        case Closing(var epoch, var code, _) -> new Ended(epoch, code);
                        case Opening _, Proving _, Registering _, Open _ ->
                                new Ended(epoch(), ENDED_WITHOUT_A_WORD);
                    };
        };
    }

    /// The number by which others know it; 0 as long as it is not to be found.
    default long epoch() {
        return switch (this) {
            case Opening _, Proving _ -> 0;
            case Registering(var opened) -> opened.epoch();
            case Open(var opened, _) -> opened.epoch();
            case Closing(var epoch, _, _) -> epoch;
            case Ended(var epoch, _) -> epoch;
        };
    }

    /// The log's generation that its positions are counted in; null where it is not known.
    default @Nullable LogGeneration log() {
        return switch (this) {
            case Proving(var opened) -> opened.log();
            case Registering(var opened) -> opened.log();
            case Open(var opened, _) -> opened.log();
            case Opening _, Closing _, Ended _ -> null;
        };
    }

    default boolean isOver() {
        return this instanceof Closing || this instanceof Ended;
    }
}
