package dev.godwit.chat.message;

import java.util.List;

/// Is told of every batch after its commit and after its senders were answered. Never blocks, never
/// throws: what it does is a hint.
public interface CommitListener {
    void committed(List<Committed> batch);
}
