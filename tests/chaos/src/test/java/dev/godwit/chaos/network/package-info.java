/// Networks of real namespaces; skipped, loudly, where there can be none.
@NullMarked
package dev.godwit.chaos.network;

import org.jspecify.annotations.NullMarked;
