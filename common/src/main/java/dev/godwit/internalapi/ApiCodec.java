package dev.godwit.internalapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;

import java.io.IOException;

/// Records of one type as CBOR (RFC 8949): for the internal API and for what travels by Kafka.
/// Unknown fields are ignored. Thread-safe.
public final class ApiCodec<T> {
    private static final ObjectMapper MAPPER =
            CBORMapper.builder()
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .defaultPropertyInclusion(
                            JsonInclude.Value.construct(
                                    JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
                    .build();

    private final ObjectWriter writer;
    private final ObjectReader reader;
    private final Class<T> type;

    public ApiCodec(Class<T> type) {
        this.type = type;
        this.writer = MAPPER.writerFor(type);
        this.reader = MAPPER.readerFor(type);
    }

    public byte[] encode(T value) {
        try {
            return writer.writeValueAsBytes(value);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("cannot write " + type.getSimpleName(), e);
        }
    }

    /// Throws [Undecodable] where the bytes are not such a record.
    public T decode(byte[] cbor) throws Undecodable {
        try {
            T value = reader.readValue(cbor);
            if (value == null) throw new Undecodable("no " + type.getSimpleName() + ": null", null);
            return value;
        } catch (IOException | IllegalArgumentException e) {
            throw new Undecodable("no " + type.getSimpleName() + ": " + e.getMessage(), e);
        }
    }
}
