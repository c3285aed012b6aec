package dev.godwit.chat.publicapi;

import dev.godwit.chat.history.ConversationCursor;
import dev.godwit.chat.history.ConversationPage;
import dev.godwit.chat.history.History;
import dev.godwit.chat.history.Message;
import dev.godwit.chat.history.MessagePage;
import dev.godwit.chat.history.PageRequest;
import dev.godwit.id.ClientMessageId;
import dev.godwit.id.UserId;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// A history of one message that remembers what it was asked. Used by one request at a time.
final class ScriptedHistory implements History {
    private volatile @Nullable PageRequest request;
    private volatile @Nullable UserId peer;

    @Nullable PageRequest request() {
        return request;
    }

    @Nullable UserId peer() {
        return peer;
    }

    @Override
    public ConversationPage conversations(
            UserId user, @Nullable ConversationCursor after, int limit) {
        return new ConversationPage(List.of(), after);
    }

    @Override
    public MessagePage messages(UserId one, UserId other, PageRequest asked) {
        request = asked;
        peer = other;
        var message = new Message(new ClientMessageId("m-1"), other, one, 7, 1_000, "text", "hi");
        return new MessagePage(List.of(message), true);
    }
}
