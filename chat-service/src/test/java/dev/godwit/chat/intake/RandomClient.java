package dev.godwit.chat.intake;

import dev.godwit.id.ClientMessageId;
import dev.godwit.id.DeviceId;
import dev.godwit.id.UserId;
import dev.godwit.internalapi.SendBatch.Item;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// Requests at random among few people, with ids few enough that repeats and conflicts are common.
/// Owned by one thread.
record RandomClient(Random random, int users, int ids) {
    List<Item> request() {
        return IntStream.range(0, 1 + random.nextInt(40)).mapToObj(_ -> send()).toList();
    }

    private Item send() {
        var device = random.nextInt(4) == 0 ? null : new DeviceId("d-" + random.nextInt(2));
        var id = random.nextInt(ids);
        // one in eight repeats with other content
        var body = "body of " + id + (random.nextInt(8) == 0 ? ", changed" : "");
        return new Item(user(), device, new ClientMessageId("m-" + id), user(), "text", body);
    }

    private UserId user() {
        return new UserId("user-" + random.nextInt(users));
    }
}
