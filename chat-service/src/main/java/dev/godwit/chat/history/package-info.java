/// What was said before: pages of a user's conversations and of one conversation's messages.
///
/// Comes from the HTTP API and goes to PostgreSQL, nowhere else; changes nothing. What was accepted
/// can be read at once (guarantee S8), because it is read where it was committed.
@NullMarked
package dev.godwit.chat.history;

import org.jspecify.annotations.NullMarked;
