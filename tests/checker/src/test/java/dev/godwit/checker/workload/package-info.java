@NullMarked
package dev.godwit.checker.workload;

import org.jspecify.annotations.NullMarked;
