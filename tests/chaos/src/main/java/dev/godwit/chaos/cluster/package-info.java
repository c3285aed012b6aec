/// The system under test as real processes: servers, gateways, chat services and clients, which can
/// be started, killed, paused, stopped and configured anew, with a proxy in every link between two
/// of them.
///
/// Comes from a [dev.godwit.chaos.cluster.ClusterPlan], goes on to whoever breaks it. Invariant:
/// nothing outlives this JVM, and nothing dies without being noticed.
@NullMarked
package dev.godwit.chaos.cluster;

import org.jspecify.annotations.NullMarked;
