package dev.godwit.gateway.registry;

import dev.godwit.delivery.DeliveryRecord;
import dev.godwit.gateway.testing.HandDrivenLoop;
import dev.godwit.gateway.testing.NoMetrics;
import dev.godwit.id.DeviceId;
import dev.godwit.id.LogGeneration;
import dev.godwit.id.UserId;

import org.jspecify.annotations.Nullable;

/// A connection that is nobody's, on a loop of its own that is driven by hand. Thread-safe.
final class FakeMember implements Member {
    private final UserId user;
    private final DeviceId device;
    private final ConnectionLoop loop =
            new ConnectionLoop(new HandDrivenLoop(), () -> 0, new NoMetrics());
    private volatile long epoch;

    FakeMember(String user, String device) {
        this.user = new UserId(user);
        this.device = new DeviceId(device);
    }

    FakeMember numbered(long as) {
        epoch = as;
        return this;
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
        return device.value();
    }

    @Override
    public long epoch() {
        return epoch;
    }

    @Override
    public ConnectionLoop loop() {
        return loop;
    }

    @Override
    public long pendingBytes() {
        return 0;
    }

    @Override
    public void displaced() {}

    @Override
    public void readForward() {}

    @Override
    public void pushed(DeliveryRecord.Entry entry) {}

    @Override
    public void noticed(DeliveryRecord.Notice notice) {}

    @Override
    public void headChecked(long head, @Nullable LogGeneration log) {}

    @Override
    public void goAway(long reconnectInMs) {}

    @Override
    public void leave() {}
}
