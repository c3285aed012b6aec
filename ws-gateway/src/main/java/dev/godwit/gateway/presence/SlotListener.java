package dev.godwit.gateway.presence;

import java.util.concurrent.CompletionStage;

/// Who consumes the slot that this gateway holds. Thread-safe; never blocks.
public interface SlotListener {
    /// The gateway holds this slot now, and none before it. Completes when everything written to
    /// the slot from then on will be seen: only then is the slot told to others.
    CompletionStage<Void> claimed(int slot);
}
