package dev.godwit.gateway.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.linecorp.armeria.common.HttpStatus;

import dev.godwit.config.Secret;
import dev.godwit.gateway.connection.Unavailable;
import dev.godwit.id.ClientMessageId;
import dev.godwit.id.DeviceId;
import dev.godwit.id.UserId;
import dev.godwit.internalapi.AckBatch;
import dev.godwit.internalapi.Displacement;
import dev.godwit.internalapi.HeadsBatch;
import dev.godwit.internalapi.OpenBatch;
import dev.godwit.internalapi.ReadBatch;
import dev.godwit.internalapi.SendBatch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class UplinkIT {
    private static final UserId ALICE = new UserId("alice");
    private static final UserId BOB = new UserId("bob");
    private static final DeviceId PHONE = new DeviceId("phone");
    private static final Duration TRY = Duration.ofMillis(600);

    private final EventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(
                    2,
                    Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final StubChat.Store store = new StubChat.Store();
    private final StubChat one = StubChat.start(store, 0);
    private final StubChat two = StubChat.start(store, 0);
    private final Uplink uplink = uplink(config(TRY, one.port(), two.port()));

    private Uplink uplink(UplinkConfig config) {
        return Uplink.open(
                config,
                loops,
                workers,
                new Random(1),
                new UplinkMetrics(
                        registry.timer("send"),
                        registry.counter("retries"),
                        registry.counter("hedged"),
                        call -> registry.counter("failed", "call", call),
                        registry.counter("bad"),
                        registry.counter("refused"),
                        registry.counter("faults")));
    }

    @BeforeEach
    void bothAreHealthy() {
        await().until(one::wasChecked);
        await().until(two::wasChecked);
        await().untilAsserted(() -> assertThat(get(uplink.heads(users(ALICE)))).isNotNull());
    }

    @AfterEach
    void stop() throws Exception {
        uplink.close();
        workers.close();
        one.stopSoon();
        two.stopSoon();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).get();
    }

    @Test
    void everyCallIsAnsweredItemByItem() throws Exception {
        assertThat(get(uplink.send(message(0))).seq()).isEqualTo(1);
        assertThat(get(uplink.send(message(1))).seq()).isEqualTo(2);
        assertThat(get(uplink.open(new OpenBatch.Item(ALICE, PHONE))).epoch()).isPositive();
        assertThat(get(uplink.read(new ReadBatch.Item(ALICE, PHONE, 0, 10))).head()).isZero();
        assertThat(get(uplink.heads(users(ALICE, BOB))).heads()).containsExactly(0L, 0L);
        uplink.ack(new AckBatch.Item(ALICE, PHONE, 3));
        uplink.displace(5, new Displacement(ALICE, PHONE, 2));
        await().untilAsserted(() -> {
            assertThat(store.acks).containsExactly(3L);
            assertThat(store.displacedSlots).containsExactly(5);
        });
        assertThat(registry.timer("send").count()).isEqualTo(2);
    }

    /// Whatever follows from it runs elsewhere, too; it would be a loop's thread otherwise.
    @Test
    void aLargeAnswerIsReadByAWorkerAndNotOnAnEventLoop() throws Exception {
        var patient = uplink(config(Duration.ofMinutes(1), one.port(), two.port()));
        store.page = IntStream.rangeClosed(1, 70).mapToObj(UplinkIT::entry).toList();
        var readers = new ArrayList<CompletableFuture<Thread>>();
        for (var i = 0; i < 20; i++) {
            var read = patient.read(new ReadBatch.Item(to(i), PHONE, 0, 70));
            readers.add(read.thenApply(_ -> Thread.currentThread()));
        }

        for (var reader : readers) {
            var thread = get(reader);
            assertThat(loops).noneMatch(loop -> loop.inEventLoop(thread));
        }
        patient.close();
    }

    @Test
    void callsCarryTheSecret() throws Exception {
        get(uplink.send(message(0)));

        assertThat(store.authorizations).containsOnly("Bearer " + secret().value());
    }

    @Test
    void manySendsAtOnceLeaveInFewRequests() throws Exception {
        var answers = new ArrayList<CompletionStage<SendBatch.Result>>();
        for (var i = 0; i < 2_000; i++) answers.add(uplink.send(message(i)));
        for (var answer : answers) get(answer);

        assertThat(store.sendRequests.get()).isLessThan(300);
    }

    @Test
    void aRefusalIsTriedAgainOnAnotherNode() throws Exception {
        one.refuseNext(3, HttpStatus.SERVICE_UNAVAILABLE);

        for (var i = 0; i < 10; i++)
            assertThat(get(uplink.send(message(i))).seq()).isEqualTo(i + 1);

        assertThat(registry.counter("retries").count()).isPositive();
        assertThat(failed()).isZero();
    }

    /// It has another secret, or is of another version: it says no before its neighbour can answer,
    /// so it always has the fewest tries under way.
    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 405})
    void aNodeThatDoesNoCallsIsLeftAloneHoweverHealthyItIs(int status) throws Exception {
        one.refuseNext(Integer.MAX_VALUE, HttpStatus.valueOf(status));

        for (var i = 0; i < 20; i++)
            assertThat(get(uplink.send(message(i))).seq()).isEqualTo(i + 1);

        assertThat(registry.counter("retries").count()).isBetween(1.0, 9.0);
    }

    @Test
    void aNodeThatIsSilentCostsOneTryAndNotTheCall() throws Exception {
        one.silentFor(1);
        two.silentFor(1);

        assertThat(get(uplink.send(message(0))).seq()).isEqualTo(1);
    }

    /// It answers its health checks, and nothing else; nobody's try runs out.
    @Test
    void aFrozenNodeHoldsUpNobodysReadsAndFewOpenings() throws Exception {
        var patient = uplink(config(Duration.ofMinutes(1), one.port(), two.port()));
        await().untilAsserted(() -> assertThat(get(patient.heads(users(ALICE)))).isNotNull());
        one.silentFor(Integer.MAX_VALUE);

        var reads =
                people(100)
                        .map(user -> patient.read(new ReadBatch.Item(user, PHONE, 0, 10)))
                        .toList();
        for (var read : reads) {
            assertThat(get(read).head()).isZero();
        }
        patient.ack(new AckBatch.Item(ALICE, PHONE, 3));
        await().untilAsserted(() -> assertThat(store.acks).contains(3L));
        assertThat(get(patient.heads(users(ALICE))).heads()).containsExactly(0L);
        var opens = people(100).map(user -> patient.open(new OpenBatch.Item(user, PHONE))).toList();
        await().until(() -> opens.stream().filter(CompletableFuture::isDone).count() > 50);

        assertThat(registry.counter("hedged").count()).isBetween(1.0, 20.0);
        opens.forEach(open -> open.cancel(false));
        one.stopSoon(); // what it keeps ends, and is tried elsewhere
        patient.close();
    }

    @Test
    void aSendOnWhichTheServiceFailsIsUnavailableAndItsNeighboursAreStored() throws Exception {
        store.poison = 40;

        var answers =
                IntStream.range(0, 100).mapToObj(i -> uplink.send(message(i, to(i)))).toList();

        for (var i = 0; i < 100; i++) {
            if (i == 40) {
                assertUnavailable(answers.get(i).toCompletableFuture());
            } else {
                assertThat(get(answers.get(i)).seq()).isEqualTo(1);
            }
        }
    }

    @Test
    void whenOneNodeDiesAmidWorkTheOtherServes() throws Exception {
        var answers = new ArrayList<CompletionStage<SendBatch.Result>>();
        for (var i = 0; i < 3_000; i++) {
            if (i == 1_000) one.stopSoon();
            answers.add(uplink.send(message(i)));
            if (i % 100 == 99) get(answers.get(i - 50));
        }

        for (var i = 0; i < answers.size(); i++)
            assertThat(get(answers.get(i)).seq()).isEqualTo(i + 1);
        assertThat(failed()).isZero();
    }

    @Test
    void aNodeThatLosesHintsIsHeardOfWithoutACall() {
        var unwell = uplink.hintLosses();
        await().until(() -> !unwell.getAsBoolean());

        one.losesHints = true;
        await().until(unwell::getAsBoolean);

        one.losesHints = false;
        await().until(() -> !unwell.getAsBoolean());
    }

    /// What it says of itself counts until it says otherwise: a call without an answer does not.
    @Test
    void aCallThatFailsAtANodeThatLosesHintsIsNoNewsOfIt() throws Exception {
        var lonely = uplink(config(TRY, one.port()));
        var unwell = lonely.hintLosses();
        one.losesHints = true;
        await().until(unwell::getAsBoolean);
        one.silentFor(Integer.MAX_VALUE);

        assertUnavailable(lonely.send(message(0)).toCompletableFuture());

        assertThat(unwell.getAsBoolean()).isTrue();
        assertThat(unwell.getAsBoolean()).isTrue();
        lonely.close();
    }

    @Test
    void whenNobodyAnswersEverySendOfTheLaneIsUnavailable() throws Exception {
        one.stop();
        two.stop();

        var first = uplink.send(message(0)).toCompletableFuture();
        var second = uplink.send(message(1)).toCompletableFuture();

        assertUnavailable(first);
        assertUnavailable(second);
    }

    @Test
    void acksSurviveAnOutage() {
        var port = one.port();
        one.stop();
        two.stop();
        uplink.ack(new AckBatch.Item(ALICE, PHONE, 1));
        await().until(() -> failed() > 0);
        uplink.ack(new AckBatch.Item(ALICE, PHONE, 9));

        var back = StubChat.start(store, port);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(store.acks).contains(9L));
        back.stopSoon();
    }

    @Test
    void anAnswerOfTheWrongSizeIsUnavailableAndCounted() {
        store.dropOneResult = true;

        assertUnavailable(uplink.send(message(0)).toCompletableFuture());

        assertThat(registry.counter("bad").count()).isEqualTo(1);
    }

    @Test
    void anUndecodableAnswerIsUnavailableAndCounted() {
        one.garbled = true;
        two.garbled = true;

        assertUnavailable(uplink.send(message(0)).toCompletableFuture());

        assertThat(registry.counter("bad").count()).isEqualTo(1);
    }

    @Test
    void aRejectedRequestIsNotRepeated() {
        one.refuseNext(100, HttpStatus.BAD_REQUEST);
        two.refuseNext(100, HttpStatus.BAD_REQUEST);

        assertUnavailable(uplink.send(message(0)).toCompletableFuture());

        assertThat(registry.counter("retries").count()).isZero();
    }

    /// Nodes that refuse, stay silent, or do the work and lose the answer, at random: within each
    /// conversation the first appearances of what was stored are in the order of sending.
    @Test
    void underRandomFailuresEachConversationKeepsItsOrder() throws Exception {
        one.failAtRandom(new Random(11));
        two.failAtRandom(new Random(12));
        var answers = new ArrayList<CompletionStage<SendBatch.Result>>();
        for (var i = 0; i < 300; i++) {
            answers.add(uplink.send(message(i, new UserId("bob" + i % 5))));
            if (i % 20 == 19) awaitAll(answers);
        }
        one.behave();
        two.behave();

        for (var conversation : store.conversations()) {
            var accepted =
                    conversation.stream()
                            .filter(i ->
                                    !answers.get(i)
                                            .toCompletableFuture()
                                            .isCompletedExceptionally())
                            .toList();
            assertThat(accepted).isNotEmpty().isSorted();
        }
    }

    private static ReadBatch.Entry entry(int n) {
        return new ReadBatch.Entry(n, new byte[1_000]);
    }

    private double failed() {
        return registry.find("failed").counters().stream().mapToDouble(Counter::count).sum();
    }

    private static Stream<UserId> people(int count) {
        return IntStream.range(0, count).mapToObj(UplinkIT::to);
    }

    private static UserId to(int i) {
        return new UserId("user" + i);
    }

    private static UplinkConfig config(Duration tryTimeout, int... ports) {
        var uris = new ArrayList<URI>();
        for (var port : ports) uris.add(URI.create("http://127.0.0.1:" + port));
        return new UplinkConfig(
                uris,
                secret(),
                4,
                4_096,
                Duration.ofMillis(500),
                tryTimeout,
                Duration.ofMillis(200),
                tryTimeout.multipliedBy(3));
    }

    private static Secret secret() {
        return new Secret("0123456789abcdef0123456789abcdef");
    }

    private static SendBatch.Item message(int i) {
        return message(i, BOB);
    }

    private static SendBatch.Item message(int i, UserId to) {
        return new SendBatch.Item(ALICE, PHONE, new ClientMessageId("m-" + i), to, "text", "hi");
    }

    private static HeadsBatch users(UserId... users) {
        return new HeadsBatch(List.of(users));
    }

    private static void awaitAll(List<CompletionStage<SendBatch.Result>> answers) {
        var all =
                CompletableFuture.allOf(
                        answers.stream()
                                .map(CompletionStage::toCompletableFuture)
                                .toArray(CompletableFuture<?>[]::new));
        await().pollInterval(Duration.ofMillis(5)).until(all::isDone);
    }

    private static <T> T get(CompletionStage<T> answer) throws Exception {
        return answer.toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static void assertUnavailable(CompletableFuture<?> answer) {
        assertThatThrownBy(() -> answer.get(10, TimeUnit.SECONDS))
                .cause()
                .asInstanceOf(InstanceOfAssertFactories.type(Unavailable.class))
                .extracting(Unavailable::retryInMs, InstanceOfAssertFactories.LONG)
                .isPositive();
    }
}
