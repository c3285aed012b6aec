package dev.godwit.chat.publicapi;

import java.io.IOException;
import java.io.UncheckedIOException;

/// The description of the public API: an OpenAPI 3.1 document, kept as a resource.
final class OpenApi {
    private static final String RESOURCE = "openapi.json";

    private OpenApi() {}

    static byte[] document() {
        try (var resource = OpenApi.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) throw new IllegalStateException(RESOURCE + " is not packaged");
            return resource.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE, e);
        }
    }
}
