/// What connections ask of the chat service, gathered into batches: one request in flight per lane,
/// and whatever waits meanwhile leaves together in the next.
///
/// Comes from `connection`; goes on to the chat service's internal API over HTTP/2. Invariant: of
/// one lane no two requests are ever under way, so sends of one conversation keep their order.
@NullMarked
package dev.godwit.gateway.uplink;

import org.jspecify.annotations.NullMarked;
