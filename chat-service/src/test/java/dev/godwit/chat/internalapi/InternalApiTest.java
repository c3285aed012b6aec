package dev.godwit.chat.internalapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import com.linecorp.armeria.client.BlockingWebClient;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.server.Server;

import dev.godwit.chat.database.StoreUnavailable;
import dev.godwit.chat.delivery.CountedLosses;
import dev.godwit.chat.delivery.InMemoryDeliveries;
import dev.godwit.chat.delivery.InMemoryPresence;
import dev.godwit.chat.delivery.Publisher;
import dev.godwit.chat.intake.ScriptedIntake;
import dev.godwit.config.Secret;
import dev.godwit.id.ClientMessageId;
import dev.godwit.id.DeviceId;
import dev.godwit.id.UserId;
import dev.godwit.internalapi.AckBatch;
import dev.godwit.internalapi.DisplaceBatch;
import dev.godwit.internalapi.Displacement;
import dev.godwit.internalapi.HeadsBatch;
import dev.godwit.internalapi.InternalCall;
import dev.godwit.internalapi.OpenBatch;
import dev.godwit.internalapi.ReadBatch;
import dev.godwit.internalapi.SendBatch;
import dev.godwit.presence.Route;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

class InternalApiTest {
    private static final String SECRET = "a secret of more than 32 characters";
    private static final UserId ALICE = new UserId("alice");
    private static final UserId BOB = new UserId("bob");
    private static final DeviceId PHONE = new DeviceId("phone");

    private final ScriptedIntake intake = new ScriptedIntake();
    private final ScriptedInbox inbox = new ScriptedInbox();
    private final InMemoryPresence presence = new InMemoryPresence();
    private final InMemoryDeliveries deliveries = new InMemoryDeliveries();
    private final Publisher publisher =
            Publisher.start(
                    presence,
                    deliveries,
                    new CountedLosses(),
                    new Publisher.Limits(100, 1_000_000, Duration.ofSeconds(5)),
                    System::nanoTime);
    private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
    private final Server server = server();
    private BlockingWebClient client = BlockingWebClient.of();
    private volatile boolean ready = true;

    @BeforeEach
    void start() {
        server.start().join();
        client = WebClient.of("h2c://127.0.0.1:" + server.activeLocalPort()).blocking();
    }

    @AfterEach
    void stop() {
        var _ = server.stop(); // takes two seconds that nobody needs to wait for
        publisher.close();
        blocking.close();
    }

    @Test
    void everyCallIsAnsweredByWhatItIsFor() throws Exception {
        var send = new SendBatch.Item(ALICE, PHONE, new ClientMessageId("m-1"), BOB, "text", "hi");

        assertThat(call(InternalCall.SEND, new SendBatch(List.of(send, send))).results())
                .hasSize(2);
        assertThat(intake.submitted()).containsExactly(send, send);
        assertThat(call(InternalCall.OPEN, new OpenBatch(List.of(new OpenBatch.Item(BOB, PHONE)))))
                .isEqualTo(new OpenBatch.Answer(List.of(new OpenBatch.Opened(5, 2))));
        assertThat(
                        call(
                                InternalCall.READ,
                                new ReadBatch(List.of(new ReadBatch.Item(BOB, PHONE, 0, 256)))))
                .isEqualTo(new ReadBatch.Answer(List.of(new ReadBatch.Page(List.of(), 9))));
        assertThat(call(InternalCall.HEADS, new HeadsBatch(List.of(ALICE, BOB))))
                .isEqualTo(new HeadsBatch.Answer(List.of(9L, 9L), ScriptedInbox.LOG));
    }

    /// A large batch takes milliseconds to read, in which an event loop would serve nobody else.
    @Test
    void aLargeBatchIsReadByAWorkerAndNotOnAnEventLoop() throws Exception {
        var body = "x".repeat(10_000);
        var send = new SendBatch.Item(ALICE, PHONE, new ClientMessageId("m-1"), BOB, "text", body);

        call(InternalCall.SEND, new SendBatch(Collections.nCopies(10, send)));

        assertThat(intake.submitter()).matches(Thread::isVirtual);
    }

    @Test
    void anAckBecomesAReceiptForTheSender() throws Exception {
        presence.register(ALICE, PHONE, new Route(3, "boot", "connection", 1));

        call(InternalCall.ACK, new AckBatch(List.of(new AckBatch.Item(BOB, PHONE, 1))));

        await().untilAsserted(() -> assertThat(deliveries.arrived(3)).hasSize(1));
        assertThat(deliveries.arrived(3).getFirst().notices().getFirst().user()).isEqualTo(ALICE);
    }

    @Test
    void aDisplacementIsPassedOnToItsSlot() throws Exception {
        var displacement = new Displacement(ALICE, PHONE, 9);

        call(
                InternalCall.DISPLACE,
                new DisplaceBatch(List.of(new DisplaceBatch.Item(4, displacement))));

        await().untilAsserted(() ->
                assertThat(deliveries.arrived(4).getFirst().displacements())
                        .containsExactly(displacement));
    }

    @Test
    void nothingIsSaidWhileHintsAreWell() {
        assertThat(client.get("/internal/health").headers().contains(InternalCall.HINTS_UNWELL))
                .isFalse();
    }

    @Test
    void gatewaysAreToldWhileHintsAreUnwell() throws Exception {
        deliveries.down(true);
        call(
                InternalCall.DISPLACE,
                new DisplaceBatch(
                        List.of(new DisplaceBatch.Item(4, new Displacement(ALICE, PHONE, 9)))));
        await().until(publisher::hintsUnwell);

        assertThat(client.get("/internal/health").headers().contains(InternalCall.HINTS_UNWELL))
                .isTrue();
        var heads = InternalCall.HEADS.request().encode(new HeadsBatch(List.of(ALICE)));
        assertThat(
                        post(InternalCall.HEADS.path(), SECRET, heads)
                                .headers()
                                .contains(InternalCall.HINTS_UNWELL))
                .isTrue();
    }

    @Test
    void withoutTheSecretThereIsNoAnswer() {
        var body = InternalCall.HEADS.request().encode(new HeadsBatch(List.of(ALICE)));

        assertThat(post(InternalCall.HEADS.path(), "another secret", body).status())
                .isEqualTo(HttpStatus.UNAUTHORIZED);
        assertThat(post(InternalCall.HEADS.path(), "", body).status())
                .isEqualTo(HttpStatus.UNAUTHORIZED);
    }

    @Test
    void aBodyThatIsNoBatchIsRefused() {
        assertThat(post(InternalCall.SEND.path(), SECRET, new byte[] {1, 2, 3}).status())
                .isEqualTo(HttpStatus.BAD_REQUEST);
        assertThat(intake.submitted()).isEmpty();
    }

    @Test
    void aBatchWithHolesOrTooManyItemsIsRefused() throws Exception {
        var cbor = new CBORMapper();
        var hole = Collections.singletonList(null);
        var send = Map.of("from", "alice", "id", "m-1", "to", "bob", "kind", "text");
        var read = Map.of("user", "bob", "device", "phone", "after", 0, "limit", 1);
        var broken =
                Map.of(
                        InternalCall.SEND.path(),
                                List.of(Map.of("sends", hole), Map.of("sends", List.of(send))),
                        InternalCall.ACK.path(),
                                List.of(
                                        Map.of("acks", hole),
                                        Map.of("acks", List.of(Map.of("user", "bob", "n", 1)))),
                        InternalCall.OPEN.path(), List.of(Map.of("devices", hole)),
                        InternalCall.READ.path(),
                                List.of(
                                        Map.of("reads", hole),
                                        Map.of("reads", Collections.nCopies(65, read))),
                        InternalCall.HEADS.path(),
                                List.of(
                                        Map.of("users", hole),
                                        Map.of("users", Collections.nCopies(20_000, "bob"))),
                        InternalCall.DISPLACE.path(),
                                List.of(Map.of("displaced", List.of(Map.of("slot", 1)))));

        for (var call : broken.entrySet())
            for (var body : call.getValue())
                assertThat(post(call.getKey(), SECRET, cbor.writeValueAsBytes(body)).status())
                        .as("%s %s", call.getKey(), body)
                        .isEqualTo(HttpStatus.BAD_REQUEST);
        assertThat(intake.submitted()).isEmpty();
    }

    @Test
    void withoutPostgresEveryCallIsUnavailable() {
        inbox.down(true);
        intake.fails(new StoreUnavailable("taken down by the test", null));
        var heads = InternalCall.HEADS.request().encode(new HeadsBatch(List.of(ALICE)));
        var sends = InternalCall.SEND.request().encode(new SendBatch(List.of()));

        assertThat(post(InternalCall.HEADS.path(), SECRET, heads).status())
                .isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
        assertThat(post(InternalCall.SEND.path(), SECRET, sends).status())
                .isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
    }

    @Test
    void healthSaysWhetherToComeHere() {
        assertThat(client.get("/internal/health").status()).isEqualTo(HttpStatus.OK);

        ready = false;

        assertThat(client.get("/internal/health").status())
                .isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
    }

    private Server server() {
        var builder =
                Server.builder()
                        .localPort(0, SessionProtocol.HTTP)
                        .gracefulShutdownTimeout(Duration.ZERO, Duration.ZERO);
        var meters = new SimpleMeterRegistry();
        new InternalApi(
                        intake,
                        inbox,
                        publisher,
                        new Secret(SECRET),
                        new InternalApi.Timers(meters.timer("ack"), meters.timer("read")),
                        blocking)
                .bind(builder, () -> ready);
        return builder.build();
    }

    private <Q, A> A call(InternalCall<Q, A> call, Q request) throws Exception {
        var response = post(call.path(), SECRET, call.request().encode(request));
        assertThat(response.status()).isEqualTo(HttpStatus.OK);
        return call.answer().decode(response.content().array());
    }

    private AggregatedHttpResponse post(String path, String secret, byte[] body) {
        return client.prepare()
                .post(path)
                .header(HttpHeaderNames.AUTHORIZATION, "Bearer " + secret)
                .content(MediaType.parse(InternalCall.MEDIA_TYPE), body)
                .execute();
    }
}
