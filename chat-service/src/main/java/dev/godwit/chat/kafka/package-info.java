/// Kafka as `delivery` sees it: one partition per gateway slot.
///
/// Comes from `delivery`; goes on to the gateways' consumers. A broker that is away costs hints,
/// never a message, and never stops this process.
@NullMarked
package dev.godwit.chat.kafka;

import org.jspecify.annotations.NullMarked;
