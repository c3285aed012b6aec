package dev.godwit.chat.inbox;

import dev.godwit.id.UserId;

import java.util.Collection;

/// Is told whose cursors have moved or gone, after the commit. Thread-safe; never blocks, never
/// throws.
public interface CursorListener {
    void moved(Collection<UserId> users);
}
