package dev.godwit.internalapi;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.function.Consumer;

/// Records of one type as CBOR (RFC 8949): for the internal API and for what travels by Kafka.
/// Thread-safe.
///
/// Both ends may be of adjacent versions. Unknown fields are ignored, an absent list is empty, and
/// an enum with a [JsonEnumDefaultValue] reads constants that it does not know as that one. A field
/// that an older version does not write is `@Nullable`, or a primitive annotated with
/// `@JsonSetter(nulls = Nulls.AS_EMPTY)`, which is then 0; without either it is required.
public final class ApiCodec<T> {
    private static final ObjectMapper MAPPER =
            CBORMapper.builder()
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
                    .withConfigOverride(
                            List.class,
                            lists ->
                                    lists.setSetterInfo(
                                            JsonSetter.Value.forValueNulls(
                                                    Nulls.AS_EMPTY, Nulls.FAIL)))
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

    /// Like [#decode], but without those items of the record's lists that are not what they should
    /// be, as where a newer version has added a kind: `skipped` is told of each.
    public T decodeKnown(byte[] cbor, Consumer<Undecodable> skipped) throws Undecodable {
        try {
            return decode(cbor);
        } catch (Undecodable whole) {
            return decode(withoutUnknown(cbor, whole, skipped));
        }
    }

    /// Each item is tried alone in the record.
    private byte[] withoutUnknown(byte[] cbor, Undecodable whole, Consumer<Undecodable> skipped)
            throws Undecodable {
        try {
            if (!(MAPPER.readTree(cbor) instanceof ObjectNode record)) {
                throw whole;
            }
            var lists = new HashMap<String, ArrayNode>();
            for (var field : record.properties()) {
                if (field.getValue() instanceof ArrayNode items) {
                    lists.put(field.getKey(), items);
                }
            }
            record.remove(lists.keySet());
            var known = record.deepCopy();
            for (var list : lists.entrySet()) {
                var kept = known.putArray(list.getKey());
                for (var item : list.getValue()) {
                    record.putArray(list.getKey()).add(item);
                    try {
                        decode(MAPPER.writeValueAsBytes(record));
                        kept.add(item);
                    } catch (Undecodable e) {
                        skipped.accept(e);
                    }
                }
                record.remove(list.getKey());
            }
            return MAPPER.writeValueAsBytes(known);
        } catch (IOException e) {
            throw whole;
        }
    }
}
