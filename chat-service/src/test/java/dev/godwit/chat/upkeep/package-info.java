/// What is forgotten and what never is, told from the tables.
@NullMarked
package dev.godwit.chat.upkeep;

import org.jspecify.annotations.NullMarked;
