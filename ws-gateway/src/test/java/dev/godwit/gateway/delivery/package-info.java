/// The delivery rule, case by case and against random schedules.
@NullMarked
package dev.godwit.gateway.delivery;

import org.jspecify.annotations.NullMarked;
