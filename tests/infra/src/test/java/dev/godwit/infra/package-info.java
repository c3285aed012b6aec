/// The test servers, asked for real.
@NullMarked
package dev.godwit.infra;

import org.jspecify.annotations.NullMarked;
