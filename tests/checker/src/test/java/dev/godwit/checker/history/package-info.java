/// Tests of the histories: what is written comes back, a kill leaves what can be read, and nothing
/// else passes.
@NullMarked
package dev.godwit.checker.history;

import org.jspecify.annotations.NullMarked;
