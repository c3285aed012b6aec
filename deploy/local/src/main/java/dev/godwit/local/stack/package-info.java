/// The local stack: PostgreSQL, Redis, Kafka, chat services and gateways, each a process of its own
/// as in production.
///
/// Comes from `up`, goes on to the main classes of the services. Nothing that was started outlives
/// the supervisor, and a directory that is not ours is never written to.
@NullMarked
package dev.godwit.local.stack;

import org.jspecify.annotations.NullMarked;
