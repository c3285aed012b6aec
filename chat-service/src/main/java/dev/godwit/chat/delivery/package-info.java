/// Tells the gateways what was committed: look up where people are, publish to the slots of their
/// gateways.
///
/// Comes from `message` (a committed batch) and `inbox` (what acks delivered), always after the
/// answer; goes on to the gateways by Kafka. Everything here is a hint: it may be lost at any point
/// and costs a heartbeat then, never a message. Nothing here makes a sender wait.
@NullMarked
package dev.godwit.chat.delivery;

import org.jspecify.annotations.NullMarked;
