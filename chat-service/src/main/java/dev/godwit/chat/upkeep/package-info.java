/// Deletes in the background what every device has acknowledged, devices that never come back, and
/// entries past the age limit.
///
/// Several chat services do it at once without harm. An entry above a registered device's cursor is
/// never deleted before it has reached the age limit, and then the log says how far that went.
@NullMarked
package dev.godwit.chat.upkeep;

import org.jspecify.annotations.NullMarked;
