/// What travels by Kafka from the chat service to the gateway that owns a slot. All of it is a
/// hint: losing it costs time, never a message.
@NullMarked
package dev.godwit.delivery;

import org.jspecify.annotations.NullMarked;
