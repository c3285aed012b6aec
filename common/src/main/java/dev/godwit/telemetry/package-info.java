/// What a process tells its operators: metrics, liveness and readiness on a port of its own.
@NullMarked
package dev.godwit.telemetry;

import org.jspecify.annotations.NullMarked;
