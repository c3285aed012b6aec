/// Redis as `delivery` sees it: where people's devices are connected.
///
/// Used by `delivery`; the gateways write what is read here. A Redis that is away costs hints,
/// never a message.
@NullMarked
package dev.godwit.chat.presence;

import org.jspecify.annotations.NullMarked;
