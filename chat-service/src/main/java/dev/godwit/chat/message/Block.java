package dev.godwit.chat.message;

import dev.godwit.id.UserId;

/// `user` wants nothing from `blocked`.
record Block(UserId user, UserId blocked) {}
