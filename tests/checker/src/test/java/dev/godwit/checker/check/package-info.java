/// Tests of the checks: a small model of servers and clients makes runs as they should be, which
/// all pass; the same runs with one thing changed never do.
@NullMarked
package dev.godwit.checker.check;

import org.jspecify.annotations.NullMarked;
