/// Who and what: user, device, message and conversation ids, each a type of its own, valid from
/// construction on.
@NullMarked
package dev.godwit.id;

import org.jspecify.annotations.NullMarked;
