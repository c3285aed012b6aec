package dev.godwit.chat.message;

import dev.godwit.id.ClientMessageId;
import dev.godwit.id.DeviceId;
import dev.godwit.id.UserId;
import dev.godwit.internalapi.SendBatch;

import org.jspecify.annotations.Nullable;

/// Sends as tests write them.
final class Sends {
    static final UserId ALICE = new UserId("alice");
    static final UserId BOB = new UserId("bob");
    static final DeviceId PHONE = new DeviceId("phone");
    static final DeviceId LAPTOP = new DeviceId("laptop");

    private Sends() {}

    static SendBatch.Item send(UserId from, UserId to, String id, String body) {
        return send(from, PHONE, to, id, body);
    }

    static SendBatch.Item send(
            UserId from, @Nullable DeviceId device, UserId to, String id, String body) {
        return new SendBatch.Item(from, device, new ClientMessageId(id), to, "text", body);
    }
}
