package dev.godwit.internalapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;

import dev.godwit.delivery.DeliveryRecord;
import dev.godwit.id.ClientMessageId;
import dev.godwit.id.DeviceId;
import dev.godwit.id.UserId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// What the version before wrote is read, and what it wrote is still written, so that it reads it.
/// The golden files hold the [#samples] as that version encoded them; see the README beside them.
class VersionSkewTest {
    private static final CBORMapper CBOR = new CBORMapper();
    private static final UserId ALICE = new UserId("alice");
    private static final UserId BOB = new UserId("bob");
    private static final DeviceId PHONE = new DeviceId("phone");

    /// `optional`: the fields, beside lists, that may be absent.
    record Sample<T>(String name, ApiCodec<T> codec, T value, Set<String> optional) {
        Sample(String name, ApiCodec<T> codec, T value) {
            this(name, codec, value, Set.of());
        }

        byte[] golden() throws IOException {
            try (var file = VersionSkewTest.class.getResourceAsStream("golden/" + name + ".hex")) {
                assertThat(file).as(name).isNotNull();
                var text = new String(file.readAllBytes(), StandardCharsets.US_ASCII);
                return HexFormat.of().parseHex(text.strip());
            }
        }

        byte[] encoded() {
            return codec.encode(value);
        }

        T decoded(JsonNode tree) throws Exception {
            return codec.decode(CBOR.writeValueAsBytes(tree));
        }

        void isWhatIsIn(JsonNode tree) throws Exception {
            assertThat(decoded(tree)).usingRecursiveComparison().isEqualTo(value);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Sample<?>> samples() {
        return Stream.of(
                new Sample<>(
                        "send",
                        InternalCall.SEND.request(),
                        new SendBatch(
                                List.of(
                                        new SendBatch.Item(
                                                ALICE,
                                                PHONE,
                                                new ClientMessageId("m-1"),
                                                BOB,
                                                "text",
                                                "é, 😀"),
                                        new SendBatch.Item(
                                                BOB,
                                                null,
                                                new ClientMessageId("m-2"),
                                                ALICE,
                                                "text",
                                                ""))),
                        Set.of("device")),
                new Sample<>(
                        "send-answer",
                        InternalCall.SEND.answer(),
                        new SendBatch.Answer(
                                List.of(
                                        new SendBatch.Result(
                                                SendBatch.Outcome.STORED, 7, 1_790_000_000_000L, 3),
                                        new SendBatch.Result(
                                                SendBatch.Outcome.DUPLICATE,
                                                6,
                                                1_780_000_000_000L,
                                                0),
                                        new SendBatch.Result(SendBatch.Outcome.CONFLICT, 0, 0, 0),
                                        new SendBatch.Result(SendBatch.Outcome.BLOCKED, 0, 0, 0),
                                        new SendBatch.Result(SendBatch.Outcome.REFUSED, 0, 0, 0)))),
                new Sample<>(
                        "open",
                        InternalCall.OPEN.request(),
                        new OpenBatch(List.of(new OpenBatch.Item(ALICE, PHONE)))),
                new Sample<>(
                        "open-answer",
                        InternalCall.OPEN.answer(),
                        new OpenBatch.Answer(List.of(new OpenBatch.Opened(120, 4)))),
                new Sample<>(
                        "ack",
                        InternalCall.ACK.request(),
                        new AckBatch(List.of(new AckBatch.Item(ALICE, PHONE, 121)))),
                new Sample<>("ack-answer", InternalCall.ACK.answer(), new AckBatch.Answer()),
                new Sample<>(
                        "read",
                        InternalCall.READ.request(),
                        new ReadBatch(List.of(new ReadBatch.Item(ALICE, PHONE, 121, 256)))),
                new Sample<>(
                        "read-answer",
                        InternalCall.READ.answer(),
                        new ReadBatch.Answer(
                                List.of(
                                        new ReadBatch.Page(
                                                List.of(new ReadBatch.Entry(122, frame("{}"))),
                                                122),
                                        new ReadBatch.Page(List.of(), 9)))),
                new Sample<>(
                        "heads", InternalCall.HEADS.request(), new HeadsBatch(List.of(ALICE, BOB))),
                new Sample<>(
                        "heads-answer",
                        InternalCall.HEADS.answer(),
                        new HeadsBatch.Answer(List.of(122L, 0L))),
                new Sample<>(
                        "displace",
                        InternalCall.DISPLACE.request(),
                        new DisplaceBatch(
                                List.of(
                                        new DisplaceBatch.Item(
                                                5, new Displacement(ALICE, PHONE, 4))))),
                new Sample<>(
                        "displace-answer",
                        InternalCall.DISPLACE.answer(),
                        new DisplaceBatch.Answer()),
                new Sample<>(
                        "delivery",
                        DeliveryRecord.CODEC,
                        new DeliveryRecord(
                                List.of(
                                        new DeliveryRecord.Entry(BOB, 5, frame("{}"), null),
                                        new DeliveryRecord.Entry(ALICE, 6, frame("{}"), PHONE)),
                                List.of(new DeliveryRecord.Notice(ALICE, frame("{}"))),
                                List.of(new Displacement(ALICE, PHONE, 4))),
                        Set.of("origin")));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void whatTheVersionBeforeWroteIsRead(Sample<?> sample) throws Exception {
        sample.isWhatIsIn(CBOR.readTree(sample.golden()));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void allThatTheVersionBeforeWroteIsStillWritten(Sample<?> sample) throws Exception {
        assertHolds(CBOR.readTree(sample.encoded()), CBOR.readTree(sample.golden()));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void fieldsOfAVersionToComeAreIgnored(Sample<?> sample) throws Exception {
        var newer = CBOR.readTree(sample.encoded());

        for (var object : objectsIn(newer)) {
            object.putObject("fromTheFuture").put("x", 1);
        }

        sample.isWhatIsIn(newer);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void onlyListsAndWhatIsOptionalMayBeAbsent(Sample<?> sample) throws Exception {
        var whole = CBOR.readTree(sample.golden());

        for (var object : objectsIn(whole)) {
            for (var field : List.copyOf(object.properties())) {
                var name = field.getKey();
                object.remove(name);
                if (field.getValue().isArray() || sample.optional.contains(name)) {
                    assertThat(sample.decoded(whole)).as("without %s", name).isNotNull();
                } else {
                    assertThatThrownBy(() -> sample.decoded(whole))
                            .as("without %s", name)
                            .isInstanceOf(Undecodable.class);
                }
                object.set(name, field.getValue());
            }
        }
    }

    @Test
    void aPrimitiveThatMayBeAbsentIsZero() throws Exception {
        record Later(long n, @JsonSetter(nulls = Nulls.AS_EMPTY) long added) {}
        var codec = new ApiCodec<>(Later.class);

        assertThat(codec.decode(CBOR.writeValueAsBytes(Map.of("n", 1)))).isEqualTo(new Later(1, 0));
        assertThat(codec.decode(codec.encode(new Later(1, 2)))).isEqualTo(new Later(1, 2));
    }

    @Test
    void anOutcomeOfAVersionToComeIsUnknownAndCostsNoOther() throws Exception {
        var results =
                List.of(
                        Map.of("outcome", "QUARANTINED", "seq", 0, "at", 0, "n", 0),
                        Map.of("outcome", "STORED", "seq", 7, "at", 1, "n", 0));

        var answer =
                InternalCall.SEND
                        .answer()
                        .decode(CBOR.writeValueAsBytes(Map.of("results", results)));

        assertThat(answer.results())
                .containsExactly(
                        new SendBatch.Result(SendBatch.Outcome.UNKNOWN, 0, 0, 0),
                        new SendBatch.Result(SendBatch.Outcome.STORED, 7, 1, 0));
    }

    @Test
    void aDeliveryOfAnUnknownKindIsSkippedAndNotTheRecord() throws Exception {
        var entry = new DeliveryRecord.Entry(BOB, 5, frame("{}"), null);
        var notice = new DeliveryRecord.Notice(ALICE, frame("{}"));
        var displacement = new Displacement(ALICE, PHONE, 4);
        var record = new DeliveryRecord(List.of(entry), List.of(notice), List.of(displacement));
        var newer = (ObjectNode) CBOR.readTree(DeliveryRecord.CODEC.encode(record));
        newer.withArray("entries").addObject().put("user", "bob").put("erasedUpTo", 4);
        newer.withArray("notices").insertObject(0).put("users", "all");
        newer.putArray("fromTheFuture").add(1);
        var skipped = new ArrayList<Undecodable>();

        var known = DeliveryRecord.CODEC.decodeKnown(CBOR.writeValueAsBytes(newer), skipped::add);

        assertThat(known).usingRecursiveComparison().isEqualTo(record);
        assertThat(skipped).hasSize(2);
    }

    private static void assertHolds(JsonNode now, JsonNode before) {
        if (before instanceof ObjectNode object) {
            for (var field : object.properties()) {
                assertThat(now.has(field.getKey())).as("%s in %s", field.getKey(), now).isTrue();
                assertHolds(now.get(field.getKey()), field.getValue());
            }
        } else if (before instanceof ArrayNode items) {
            assertThat(now).hasSameSizeAs(items);
            for (var i = 0; i < items.size(); i++) {
                assertHolds(now.get(i), items.get(i));
            }
        } else {
            assertThat(now).isEqualTo(before);
        }
    }

    private static List<ObjectNode> objectsIn(JsonNode tree) {
        var objects = new ArrayList<ObjectNode>();
        if (tree instanceof ObjectNode object) {
            objects.add(object);
        }
        for (var child : tree) {
            objects.addAll(objectsIn(child));
        }
        return objects;
    }

    private static byte[] frame(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
