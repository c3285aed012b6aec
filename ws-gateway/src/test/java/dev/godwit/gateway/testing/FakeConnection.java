package dev.godwit.gateway.testing;

import dev.godwit.gateway.registry.Connection;
import dev.godwit.id.DeviceId;
import dev.godwit.id.UserId;

import java.util.concurrent.atomic.AtomicInteger;

/// A connection that only counts what it is told. Thread-safe.
public final class FakeConnection implements Connection {
    public final AtomicInteger displacements = new AtomicInteger();
    public final AtomicInteger readsForward = new AtomicInteger();
    private final UserId user;
    private final DeviceId device;
    private final String id;
    private final long epoch;

    public FakeConnection(String user, String device, String id, long epoch) {
        this.user = new UserId(user);
        this.device = new DeviceId(device);
        this.id = id;
        this.epoch = epoch;
    }

    @Override
    public UserId user() {
        return user;
    }

    @Override
    public DeviceId device() {
        return device;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public long epoch() {
        return epoch;
    }

    @Override
    public void displaced() {
        displacements.incrementAndGet();
    }

    @Override
    public void readForward() {
        readsForward.incrementAndGet();
    }
}
