/// The way to PostgreSQL, against a real one.
@NullMarked
package dev.godwit.chat.database;

import org.jspecify.annotations.NullMarked;
