package dev.godwit.chat.message;

import dev.godwit.id.DeviceId;
import dev.godwit.id.UserId;

class InMemoryMessageStoreTest extends MessageStoreContract {
    private final InMemoryMessageStore store = new InMemoryMessageStore();

    @Override
    MessageStore store() {
        return store;
    }

    @Override
    void register(UserId user, DeviceId device) {
        store.register(user, device);
    }

    @Override
    void block(UserId user, UserId blocked) {
        store.block(user, blocked);
    }
}
