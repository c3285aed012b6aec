package dev.godwit.gateway.testing;

import dev.godwit.gateway.connection.ChatBackend;
import dev.godwit.gateway.connection.ChatBackendContract;
import dev.godwit.gateway.registry.HeadSource;

class FakeChatBackendTest extends ChatBackendContract {
    private final FakeChatBackend service = new FakeChatBackend();

    @Override
    protected ChatBackend chat() {
        return service;
    }

    @Override
    protected HeadSource heads() {
        return service;
    }
}
