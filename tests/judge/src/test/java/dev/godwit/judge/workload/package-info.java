@NullMarked
package dev.godwit.judge.workload;

import org.jspecify.annotations.NullMarked;
