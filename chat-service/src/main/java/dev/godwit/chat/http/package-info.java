/// What both ports share: bearer tokens, JSON, and failures as problem documents.
///
/// Used by `internalapi` and `publicapi`. No answer shows the inside of this process.
@NullMarked
package dev.godwit.chat.http;

import org.jspecify.annotations.NullMarked;
