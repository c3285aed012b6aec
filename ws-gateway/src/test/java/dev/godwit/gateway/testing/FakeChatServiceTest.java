package dev.godwit.gateway.testing;

import dev.godwit.gateway.connection.ChatService;
import dev.godwit.gateway.connection.ChatServiceContract;
import dev.godwit.gateway.registry.HeadSource;

class FakeChatServiceTest extends ChatServiceContract {
    private final FakeChatService service = new FakeChatService();

    @Override
    protected ChatService chat() {
        return service;
    }

    @Override
    protected HeadSource heads() {
        return service;
    }
}
