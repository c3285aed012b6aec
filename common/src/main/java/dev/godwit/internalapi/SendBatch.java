package dev.godwit.internalapi;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

import dev.godwit.id.ClientMessageId;
import dev.godwit.id.DeviceId;
import dev.godwit.id.LogGeneration;
import dev.godwit.id.UserId;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Messages to accept, in the order they were sent. Committed together or not at all.
public record SendBatch(List<Item> sends) {
    public SendBatch {
        sends = Batch.of(sends);
    }

    private static final int BYTES_BESIDE_BODY = 512;

    /// One message of an authenticated sender. `device`: where it was sent from, null over HTTP.
    public record Item(
            UserId from,
            @Nullable DeviceId device,
            ClientMessageId id,
            UserId to,
            String kind,
            String body) {
        public Item {
            requireNonNull(from, "from");
            requireNonNull(id, "id");
            requireNonNull(to, "to");
            requireNonNull(kind, "kind");
            requireNonNull(body, "body");
        }

        /// What it takes of the heap, at most.
        public long heapBytes() {
            return 2L * body.length() + BYTES_BESIDE_BODY;
        }
    }

    /// One result per item, in the items' order.
    public record Answer(List<Result> results) {
        public Answer {
            results = List.copyOf(results);
        }
    }

    /// What became of one message. `seq` and `at` (epoch milliseconds) count for `STORED` and
    /// `DUPLICATE`; `n`, where not 0, is the position in the sender's own log that stands for it.
    /// `log`: the generation that `seq` and `n` are of, null where the service knows none.
    public record Result(Outcome outcome, long seq, long at, long n, @Nullable LogGeneration log) {
        public Result {
            requireNonNull(outcome, "outcome");
        }

        public Result(Outcome outcome, long seq, long at, long n) {
            this(outcome, seq, at, n, null);
        }
    }

    /// An expected end of a send.
    public enum Outcome {
        STORED,
        /// The same id with the same content was stored before, under this `seq`.
        DUPLICATE,
        /// The same id was stored before with other content; nothing changed.
        CONFLICT,
        /// The recipient has blocked the sender; nothing changed.
        BLOCKED,
        /// The database will not store it, alone neither; nothing changed.
        REFUSED,
        /// Nothing is known of this message, whatever became of its neighbours, or a newer chat
        /// service says what this process cannot read: it may be sent again with the same id.
        @JsonEnumDefaultValue
        UNKNOWN
    }
}
