package dev.godwit.presence;

import dev.godwit.id.InvalidValue;

import org.jspecify.annotations.Nullable;

/// Where one device is connected: a value of the hash `presence:{user}`, written
/// `slot|gateway-boot-id|connection-id|epoch`.
///
/// `epoch` comes from PostgreSQL and rises with every connection of the device: of two routes the
/// higher is the newer.
public record Route(int slot, String bootId, String connectionId, long epoch) {
    public Route {
        if (slot < 0) throw new InvalidValue("slot", slot, "0 or more");
        if (epoch < 0) throw new InvalidValue("epoch", epoch, "0 or more");
    }

    /// Throws [InvalidValue] where the value is not a route.
    public static Route parse(String value) {
        var parts = value.split("\\|", -1);
        if (parts.length != 4) throw notARoute(value, null);
        try {
            return new Route(
                    Integer.parseInt(parts[0]), parts[1], parts[2], Long.parseLong(parts[3]));
        } catch (NumberFormatException e) {
            throw notARoute(value, e);
        }
    }

    private static InvalidValue notARoute(String value, @Nullable NumberFormatException cause) {
        var invalid = new InvalidValue("route", value, "slot|boot id|connection id|epoch");
        invalid.initCause(cause);
        return invalid;
    }

    @Override
    public String toString() {
        return slot + "|" + bootId + "|" + connectionId + "|" + epoch;
    }
}
