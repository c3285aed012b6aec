/// The real servers that tests run against, started once per JVM when the first test asks.
///
/// Comes from: the embedded servers, or containers with `-Dgodwit.infra=testcontainers`. Goes on
/// to: every `IT` and `E2E`. Invariant: what a test is given is empty, and nothing is left when the
/// JVM has ended.
@NullMarked
package dev.godwit.infra;

import org.jspecify.annotations.NullMarked;
