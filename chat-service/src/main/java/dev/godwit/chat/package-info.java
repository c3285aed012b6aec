/// The chat service: where messages are stored, numbered, read and announced.
///
/// A message comes in by `internalapi` or `publicapi`, waits in `intake`, is committed by
/// `message`, lies in people's `inbox` and is announced by `delivery`; `history` reads it back.
/// [ChatService] puts the parts together.
@NullMarked
package dev.godwit.chat;

import org.jspecify.annotations.NullMarked;
