/// A terminal client: one person's side of one conversation, kept alive over lost connections.
///
/// Comes from `chat`, goes on to any gateway. What was typed is sent until it is accepted, in order
/// and under one id; what arrives is shown once, then acknowledged.
@NullMarked
package dev.godwit.local.chat;

import org.jspecify.annotations.NullMarked;
