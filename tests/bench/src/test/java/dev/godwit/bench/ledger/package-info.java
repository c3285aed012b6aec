@NullMarked
package dev.godwit.bench.ledger;

import org.jspecify.annotations.NullMarked;
