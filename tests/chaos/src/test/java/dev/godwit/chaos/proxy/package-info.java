/// Links between real sockets on loopback.
@NullMarked
package dev.godwit.chaos.proxy;

import org.jspecify.annotations.NullMarked;
