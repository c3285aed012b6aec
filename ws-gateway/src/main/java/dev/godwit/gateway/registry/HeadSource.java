package dev.godwit.gateway.registry;

import dev.godwit.internalapi.HeadsBatch;

import java.util.concurrent.CompletionStage;

/// Knows how far logs reach. Thread-safe; never blocks. Stages complete on any thread.
public interface HeadSource {
    CompletionStage<HeadsBatch.Answer> heads(HeadsBatch users);
}
