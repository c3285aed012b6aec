package dev.godwit.delivery;

import static java.util.Objects.requireNonNull;

import dev.godwit.id.DeviceId;
import dev.godwit.id.LogGeneration;
import dev.godwit.id.UserId;
import dev.godwit.internalapi.ApiCodec;
import dev.godwit.internalapi.Displacement;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// One Kafka record: all that one publishing round has for one gateway slot, in order. Read with
/// [ApiCodec#decodeKnown]: an item of a kind that a newer version added costs no other.
public record DeliveryRecord(
        List<Entry> entries, List<Notice> notices, List<Displacement> displacements) {
    public static final ApiCodec<DeliveryRecord> CODEC = new ApiCodec<>(DeliveryRecord.class);

    public DeliveryRecord {
        entries = List.copyOf(entries);
        notices = List.copyOf(notices);
        displacements = List.copyOf(displacements);
    }

    /// Entry `n` of the user's log, rendered as the frame the user's devices are shown: UTF-8 JSON.
    /// `origin` is the device that sent it, if it is the user's own: that one is shown `accepted`
    /// instead. `log`: the generation of `n`; only connections of the same are shown it. Null, from
    /// a service that knows none: all are.
    public record Entry(
            UserId user,
            long n,
            byte[] frame,
            @Nullable DeviceId origin,
            @Nullable LogGeneration log) {
        public Entry {
            requireNonNull(user, "user");
            requireNonNull(frame, "frame");
        }

        public Entry(UserId user, long n, byte[] frame, @Nullable DeviceId origin) {
            this(user, n, frame, origin, null);
        }
    }

    /// A frame without a log position (a receipt): shown to whoever is there, at most once. `log`
    /// as in [Entry], of the `seq` in it.
    public record Notice(UserId user, byte[] frame, @Nullable LogGeneration log) {
        public Notice {
            requireNonNull(user, "user");
            requireNonNull(frame, "frame");
        }

        public Notice(UserId user, byte[] frame) {
            this(user, frame, null);
        }
    }
}
