package dev.godwit.chat.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.chat.delivery.PresenceLookup;
import dev.godwit.chat.delivery.PresenceLookupContract;
import dev.godwit.chat.delivery.PresenceUnavailable;
import dev.godwit.id.DeviceId;
import dev.godwit.id.UserId;
import dev.godwit.infra.Infra;
import dev.godwit.presence.PresenceKeys;
import dev.godwit.presence.RedisConfig;
import dev.godwit.presence.Route;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import redis.clients.jedis.RedisClient;

import java.net.URI;
import java.time.Duration;
import java.util.Set;

class RedisPresenceLookupIT extends PresenceLookupContract {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final URI uri = URI.create(Infra.redis().freshDatabase());
    private final RedisClient redis = RedisClient.create(uri);
    private final RedisPresenceLookup lookup =
            new RedisPresenceLookup(RedisConfig.at(uri), TIMEOUT);

    @AfterEach
    void close() {
        lookup.close();
        redis.close();
    }

    @Override
    protected PresenceLookup lookup() {
        return lookup;
    }

    @Override
    protected void register(UserId user, DeviceId device, Route route) {
        redis.hset(PresenceKeys.presence(user), device.value(), route.toString());
    }

    @Test
    void anEntryThatIsNoRouteDoesNotHideTheOthers() {
        var user = new UserId("alice");
        register(user, new DeviceId("phone"), route(1));
        redis.hset(PresenceKeys.presence(user), "laptop", "of a later version");

        var routes = lookup.routes(Set.of(user));

        assertThat(routes.get(user)).containsOnlyKeys(new DeviceId("phone"));
    }

    @Test
    void aRedisThatIsNotThereIsUnavailable() {
        var nowhere = URI.create("redis://127.0.0.1:" + Infra.freePort());
        try (var missing = new RedisPresenceLookup(RedisConfig.at(nowhere), TIMEOUT)) {
            assertThatThrownBy(() -> missing.routes(Set.of(new UserId("alice"))))
                    .isInstanceOf(PresenceUnavailable.class);
            assertThatThrownBy(missing::probe).isInstanceOf(PresenceUnavailable.class);
        }
    }
}
