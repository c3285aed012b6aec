package dev.godwit.chat.message;

import dev.godwit.id.ClientMessageId;
import dev.godwit.id.ConversationId;
import dev.godwit.id.UserId;

/// What makes a send the same send when it is repeated.
record MessageKey(ConversationId conversation, UserId sender, ClientMessageId id) {}
