/// A network of its own for each process: namespaces of the kernel, joined by a bridge.
///
/// Comes from whoever lays out a cluster on a machine where it is root; goes on to the faults that
/// part two processes without either being told. Nothing of it outlives its owner for longer than
/// until the next network is made.
@NullMarked
package dev.godwit.chaos.network;

import org.jspecify.annotations.NullMarked;
