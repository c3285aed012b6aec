package dev.godwit.gateway.delivery;

import dev.godwit.internalapi.ReadBatch.Entry;

import java.util.NavigableMap;

/// What one connection has been shown of its user's log, and how it gets the rest. Changed only by
/// [Delivery#next].
public sealed interface DeliveryState {
    Progress progress();

    /// Everything known has been written: what comes next is pushed.
    record Live(Progress progress) implements DeliveryState {}

    /// Something is missing that may be on its way: for a moment, what follows it is kept. `head`:
    /// the highest position known.
    record Holding(Progress progress, NavigableMap<Long, Entry> early, long head)
            implements DeliveryState {}

    /// Behind, and a page of the log has been asked for. `hinted`: the highest position heard of
    /// since.
    record Reading(Progress progress, long hinted) implements DeliveryState {}

    /// Behind, and waiting for an ack, for the socket or for a better time to ask for a page.
    record Waiting(Progress progress) implements DeliveryState {}
}
