/// The downlink against a real Kafka that comes late, goes and comes back.
@NullMarked
package dev.godwit.gateway.downlink;

import org.jspecify.annotations.NullMarked;
