package dev.godwit.internalapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

import dev.godwit.delivery.DeliveryRecord;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.RecordComponent;
import java.util.List;

/// Whatever comes from another process is a whole record, or refused as one.
class CborFuzzTest {
    private static final List<InternalCall<?, ?>> CALLS =
            List.of(
                    InternalCall.SEND,
                    InternalCall.OPEN,
                    InternalCall.ACK,
                    InternalCall.READ,
                    InternalCall.HEADS,
                    InternalCall.DISPLACE);

    @FuzzTest(maxDuration = "5m")
    void aDelivery(byte[] cbor) throws Exception {
        check(DeliveryRecord.CODEC, cbor);
    }

    @FuzzTest(maxDuration = "5m")
    void aRequest(byte[] cbor) throws Exception {
        for (var call : CALLS) check(call.request(), cbor);
    }

    @FuzzTest(maxDuration = "5m")
    void anAnswer(byte[] cbor) throws Exception {
        for (var call : CALLS) check(call.answer(), cbor);
    }

    private static <T> void check(ApiCodec<T> codec, byte[] cbor) throws Exception {
        T decoded;
        try {
            decoded = codec.decode(cbor);
        } catch (Undecodable e) {
            return;
        }
        checkWhole(decoded);
        var encoded = codec.encode(decoded);
        assertThat(codec.encode(codec.decode(encoded))).isEqualTo(encoded);
    }

    /// Nothing is missing in it but what may be.
    private static void checkWhole(Object value) throws ReflectiveOperationException {
        if (value instanceof List<?> list) for (var item : list) checkWhole(item);
        if (!(value instanceof Record record)) return;
        for (var component : record.getClass().getRecordComponents()) {
            var read = component.getAccessor();
            read.setAccessible(true);
            var part = read.invoke(record);
            if (part != null) checkWhole(part);
            else assertThat(mayBeMissing(component)).as("%s in %s", component, record).isTrue();
        }
    }

    private static boolean mayBeMissing(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }
}
