/// The send transaction, against a model and against the tables.
@NullMarked
package dev.godwit.chat.message;

import org.jspecify.annotations.NullMarked;
