/// Tokens: who a bearer is and until when.
@NullMarked
package dev.godwit.auth;

import org.jspecify.annotations.NullMarked;
