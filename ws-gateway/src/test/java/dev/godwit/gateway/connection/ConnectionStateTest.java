package dev.godwit.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.godwit.gateway.connection.ConnectionEvent.Closed;
import dev.godwit.gateway.connection.ConnectionEvent.Gone;
import dev.godwit.gateway.connection.ConnectionEvent.Heard;
import dev.godwit.gateway.connection.ConnectionEvent.NotNumbered;
import dev.godwit.gateway.connection.ConnectionEvent.Numbered;
import dev.godwit.gateway.connection.ConnectionState.Closing;
import dev.godwit.gateway.connection.ConnectionState.Ended;
import dev.godwit.gateway.connection.ConnectionState.Opening;
import dev.godwit.gateway.connection.ConnectionState.Proving;
import dev.godwit.gateway.connection.ConnectionState.Registering;
import dev.godwit.internalapi.OpenBatch.Opened;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

class ConnectionStateTest {
    private static final Opened OPENED = new Opened(5, 7);
    private static final ConnectionState OPENING = new Opening(1, 0);
    private static final ConnectionState PROVING = new Proving(OPENED);
    private static final ConnectionState REGISTERING = new Registering(OPENED);
    private static final ConnectionState CLOSING = new Closing(7, 4409, "replaced");
    private static final ConnectionState ENDED = new Ended(7, 4409);

    @ParameterizedTest
    @MethodSource("steps")
    void eachEventLeadsWhereItMay(
            ConnectionState from, ConnectionEvent event, ConnectionState expected) {
        assertThat(from.next(event)).isEqualTo(expected);
    }

    static Stream<Arguments> steps() {
        return Stream.of(
                arguments(OPENING, new Numbered(OPENED, false), REGISTERING),
                arguments(OPENING, new Numbered(OPENED, true), PROVING),
                arguments(OPENING, new NotNumbered(), new Opening(1, 1)),
                arguments(OPENING, new Heard(), OPENING),
                arguments(OPENING, new Closed(4408, "late"), new Closing(0, 4408, "late")),
                arguments(OPENING, new Gone(), new Ended(0, 1006)),
                arguments(PROVING, new Heard(), REGISTERING),
                arguments(PROVING, new Numbered(OPENED, false), PROVING),
                arguments(PROVING, new Closed(4408, "late"), new Closing(0, 4408, "late")),
                arguments(REGISTERING, new Heard(), REGISTERING),
                arguments(REGISTERING, new Closed(4409, "replaced"), CLOSING),
                arguments(REGISTERING, new Gone(), new Ended(7, 1006)),
                arguments(CLOSING, new Closed(1012, "restarting"), CLOSING),
                arguments(CLOSING, new Numbered(OPENED, false), CLOSING),
                arguments(CLOSING, new Gone(), ENDED),
                arguments(ENDED, new Closed(1012, "restarting"), ENDED),
                arguments(ENDED, new Gone(), ENDED));
    }
}
