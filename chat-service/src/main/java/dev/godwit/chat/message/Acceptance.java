package dev.godwit.chat.message;

import dev.godwit.internalapi.SendBatch;

import java.util.List;

/// What became of a batch: one result per send, in the sends' order, and those that are durable,
/// for delivery.
public record Acceptance(List<SendBatch.Result> results, List<Committed> committed) {}
