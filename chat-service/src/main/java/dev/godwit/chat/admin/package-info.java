/// What an operator does to the database by hand.
@NullMarked
package dev.godwit.chat.admin;

import org.jspecify.annotations.NullMarked;
