/// The embedded servers, started for real.
@NullMarked
package dev.godwit.embedded;

import org.jspecify.annotations.NullMarked;
