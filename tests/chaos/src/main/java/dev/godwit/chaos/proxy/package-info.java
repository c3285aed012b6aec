/// The wire between two processes, spoiled on demand.
///
/// Comes from whoever lays out a cluster, which leads each connection between two processes through
/// a [dev.godwit.chaos.proxy.Link]; goes on to the faults, which change what the link does while it
/// runs, and to their evidence, which is what it counted. A link never alters, reorders or invents
/// a byte: it delays, withholds and ends.
@NullMarked
package dev.godwit.chaos.proxy;

import org.jspecify.annotations.NullMarked;
