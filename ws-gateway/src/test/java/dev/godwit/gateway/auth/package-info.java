/// Tests of how many tokens are verified at once.
@NullMarked
package dev.godwit.gateway.auth;

import org.jspecify.annotations.NullMarked;
