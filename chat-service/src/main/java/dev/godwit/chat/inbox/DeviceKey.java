package dev.godwit.chat.inbox;

import dev.godwit.id.DeviceId;
import dev.godwit.id.UserId;

/// One device of one user.
record DeviceKey(UserId user, DeviceId device) {}
