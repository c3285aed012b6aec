package dev.godwit.internalapi;

import dev.godwit.id.LogGeneration;
import dev.godwit.id.UserId;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// The safety net: asks for the last log position of each user, so that a lost hint costs a
/// heartbeat and never a message.
public record HeadsBatch(List<UserId> users) {
    public HeadsBatch {
        users = Batch.of(users);
    }

    /// One head per user, in the users' order; 0 where there is no log yet. `log`: the generation
    /// they were counted in, null where the service knows none.
    public record Answer(List<Long> heads, @Nullable LogGeneration log) {
        public Answer {
            heads = List.copyOf(heads);
        }

        public Answer(List<Long> heads) {
            this(heads, null);
        }
    }
}
