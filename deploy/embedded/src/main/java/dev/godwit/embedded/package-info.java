/// PostgreSQL, Redis and Kafka as servers that a JVM starts by itself, for the local stack and for
/// tests.
///
/// Comes from: the binaries and jars of Maven Central. Goes on to: whoever connects to the port.
/// Invariant: a server never outlives the JVM that started it, and one directory never has two
/// servers.
@NullMarked
package dev.godwit.embedded;

import org.jspecify.annotations.NullMarked;
