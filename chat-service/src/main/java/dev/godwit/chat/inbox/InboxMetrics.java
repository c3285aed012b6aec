package dev.godwit.chat.inbox;

import io.micrometer.core.instrument.Counter;

/// What the inbox counts. `refusedAcks`: acknowledgements of what does not exist, or by a device
/// that does not. `stalledOpenings`: openings of devices that keep coming back without getting past
/// one entry.
public record InboxMetrics(Counter refusedAcks, Counter stalledOpenings) {}
