/// Forgetting, in the background: what every device has acknowledged, and devices that never come
/// back.
///
/// Several chat services do it at once without harm. An entry above a registered device's cursor is
/// never forgotten.
@NullMarked
package dev.godwit.chat.upkeep;

import org.jspecify.annotations.NullMarked;
