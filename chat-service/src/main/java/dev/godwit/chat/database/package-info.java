/// The way to PostgreSQL: pool, migrations, transactions.
@NullMarked
package dev.godwit.chat.database;

import org.jspecify.annotations.NullMarked;
