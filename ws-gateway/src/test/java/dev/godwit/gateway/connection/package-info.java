/// Connections against a chat service and a presence in memory.
@NullMarked
package dev.godwit.gateway.connection;

import org.jspecify.annotations.NullMarked;
