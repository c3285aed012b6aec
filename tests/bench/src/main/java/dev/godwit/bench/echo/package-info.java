/// A server in this process that does the least a gateway can, to measure the generator alone.
@NullMarked
package dev.godwit.bench.echo;

import org.jspecify.annotations.NullMarked;
