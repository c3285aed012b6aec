/// Tokens: who a bearer is and until when.
///
/// A token comes from outside and goes on as an [Identity], or not at all: signature, algorithm,
/// time, issuer, audience and user id have all been checked.
@NullMarked
package dev.godwit.auth;

import org.jspecify.annotations.NullMarked;
