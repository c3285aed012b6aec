package dev.godwit.gateway.presence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.gateway.presence.Routes.Change;
import dev.godwit.gateway.presence.Routes.Found;
import dev.godwit.gateway.testing.FakeConnection;
import dev.godwit.infra.Infra;
import dev.godwit.presence.RedisConfig;
import dev.godwit.presence.Route;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import redis.clients.jedis.RedisClient;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// What each change does to each thing it may find: the table that the scripts implement.
class RoutesIT {
    private static final String MINE = "7|boot-a|c-1|5";
    private static final String MOVED = "3|boot-a|c-1|5";
    private static final String LOWER = "9|boot-b|c-8|4";
    private static final String HIGHER = "9|boot-b|c-9|6";
    private static final String UNREADABLE = "not a route";
    private static final FakeConnection CONNECTION = new FakeConnection("alice", "phone", "c-1", 5);

    private final URI uri = URI.create(Infra.redis().freshDatabase());
    private final RedisClient client = RedisClient.create(uri);
    private final Redis redis = Redis.open(RedisConfig.at(uri), Duration.ofSeconds(1));
    private final Routes routes = new Routes(redis, "boot-a", 60_000);

    @BeforeEach
    void forgetTheScripts() {
        client.scriptFlush("any");
    }

    @AfterEach
    void close() {
        redis.close();
        client.close();
    }

    static Stream<Arguments> registrations() {
        return Stream.of(
                Arguments.of(null, new Found.Absent(), MINE),
                Arguments.of(MINE, new Found.Mine(), MINE),
                Arguments.of(MOVED, new Found.Lower(Route.parse(MOVED)), MINE),
                Arguments.of(LOWER, new Found.Lower(Route.parse(LOWER)), MINE),
                Arguments.of(UNREADABLE, new Found.Lower(null), MINE),
                Arguments.of(HIGHER, new Found.Higher(), HIGHER));
    }

    @ParameterizedTest
    @MethodSource("registrations")
    void registeringWritesUnlessANewerConnectionIsThere(
            @Nullable String before, Found found, String after) {
        given(before);

        var answer = routes.apply(List.of(new Change.Register(CONNECTION, 7)));

        assertThat(answer).containsExactly(found);
        assertThat(client.hget("presence:alice", "phone")).isEqualTo(after);
        if (after.equals(MINE)) assertThat(client.pttl("presence:alice")).isPositive();
    }

    static Stream<Arguments> removals() {
        return Stream.of(
                Arguments.of(null, new Found.Other(), null),
                Arguments.of(MINE, new Found.Mine(), null),
                Arguments.of(MOVED, new Found.Mine(), null),
                Arguments.of(LOWER, new Found.Other(), LOWER),
                Arguments.of(UNREADABLE, new Found.Other(), UNREADABLE),
                Arguments.of(HIGHER, new Found.Other(), HIGHER));
    }

    @ParameterizedTest
    @MethodSource("removals")
    void removingTakesOnlyWhatIsItsOwn(
            @Nullable String before, Found found, @Nullable String after) {
        given(before);

        var answer = routes.apply(List.of(new Change.Remove(CONNECTION)));

        assertThat(answer).containsExactly(found);
        assertThat(client.hget("presence:alice", "phone")).isEqualTo(after);
    }

    @Test
    void changesOfOneRoundTripHappenInOrder() {
        var newer = new FakeConnection("alice", "phone", "c-2", 6);

        var answers =
                routes.apply(
                        List.of(
                                new Change.Register(CONNECTION, 7),
                                new Change.Register(newer, 7),
                                new Change.Remove(CONNECTION)));

        assertThat(answers)
                .containsExactly(
                        new Found.Absent(), new Found.Lower(Route.parse(MINE)), new Found.Other());
        assertThat(client.hget("presence:alice", "phone")).isEqualTo("7|boot-a|c-2|6");
    }

    @Test
    void otherDevicesOfTheUserAreLeftAlone() {
        client.hset("presence:alice", "laptop", HIGHER);

        routes.apply(List.of(new Change.Register(CONNECTION, 7), new Change.Remove(CONNECTION)));

        assertThat(client.hgetAll("presence:alice")).containsOnlyKeys("laptop");
    }

    private void given(@Nullable String route) {
        if (route != null) client.hset("presence:alice", "phone", route);
    }
}
