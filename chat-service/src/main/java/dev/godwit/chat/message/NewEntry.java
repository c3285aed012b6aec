package dev.godwit.chat.message;

import dev.godwit.id.ConversationId;
import dev.godwit.id.DeviceId;
import dev.godwit.id.UserId;

import org.jspecify.annotations.Nullable;

/// Entry `n` of the user's log. `own`: the user sent the message, from `origin` if that is known.
record NewEntry(
        UserId user,
        long n,
        ConversationId conversation,
        long seq,
        boolean own,
        @Nullable DeviceId origin) {}
