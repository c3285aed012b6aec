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
import java.util.concurrent.Semaphore;

/// A history of one message that remembers what it was asked. Used by one request at a time, but
/// for those that are stuck.
final class ScriptedHistory implements History {
    private volatile @Nullable PageRequest request;
    private volatile @Nullable UserId peer;

    private volatile @Nullable Stuck stuck;

    /// From here on pages of messages are not read before they are released.
    Stuck stuck() {
        var made = new Stuck();
        stuck = made;
        return made;
    }

    /// Those who wait for their pages.
    static final class Stuck implements AutoCloseable {
        private final Semaphore turns = new Semaphore(0);

        int waiting() {
            return turns.getQueueLength();
        }

        void release() {
            turns.release(1_000);
        }

        @Override
        public void close() {
            release();
        }
    }

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
        var held = stuck;
        if (held != null) held.turns.acquireUninterruptibly();
        request = asked;
        peer = other;
        var message = new Message(new ClientMessageId("m-1"), other, one, 7, 1_000, "text", "hi");
        return new MessagePage(List.of(message), true);
    }
}
