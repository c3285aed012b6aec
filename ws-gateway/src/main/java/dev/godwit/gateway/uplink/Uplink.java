package dev.godwit.gateway.uplink;

import dev.godwit.gateway.connection.ChatBackend;
import dev.godwit.gateway.connection.Unavailable;
import dev.godwit.gateway.presence.Displacer;
import dev.godwit.gateway.registry.HeadSource;
import dev.godwit.internalapi.AckBatch;
import dev.godwit.internalapi.DisplaceBatch;
import dev.godwit.internalapi.Displacement;
import dev.godwit.internalapi.HeadsBatch;
import dev.godwit.internalapi.InternalCall;
import dev.godwit.internalapi.OpenBatch;
import dev.godwit.internalapi.ReadBatch;
import dev.godwit.internalapi.SendBatch;
import dev.godwit.internalapi.Undecodable;
import dev.godwit.lifecycle.Backoff;
import dev.godwit.lifecycle.NonBlocking;
import dev.godwit.lifecycle.Readiness;

import io.netty.channel.EventLoopGroup;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// The chat service as connections see it: every kind of request in lanes of its own, batched,
/// retried and balanced over the nodes. Thread-safe; nothing here blocks but [#close].
public final class Uplink implements ChatBackend, HeadSource, Displacer, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Uplink.class);
    private static final int SENDS = 256;
    private static final int OPENS = 256;
    private static final int READS = 16; // of up to 64 KiB each in the answer

    /// A larger answer would keep an event loop for longer than a millisecond: 1 MiB of short
    /// entries took 5 ms.
    private static final int MAX_ON_LOOP = 64 * 1024;

    /// Of openings and of reads, so that a slow service holds up few users.
    private static final int OTHER_LANES = 4;

    private static final RetryingCaller.Manner IN_PARTS = new RetryingCaller.Manner(false, true);

    /// Not for openings: each numbers the connection anew, and one that is late would outrank a
    /// newer connection of the device.
    private static final RetryingCaller.Manner HEDGED_IN_PARTS =
            new RetryingCaller.Manner(true, true);

    private static final RetryingCaller.Manner HEDGED = new RetryingCaller.Manner(true, false);
    private static final RetryingCaller.Manner PLAIN = new RetryingCaller.Manner(false, false);
    private static final int DISPLACEMENTS = 256;
    private static final int SPREAD = 0x9E3779B9; // so that similar names meet different lanes
    private static final long WAITING_BYTES = 16L * 1024 * 1024;

    /// So that no batch costs an event loop more than a millisecond to encode.
    private static final long BATCH_BYTES = 512 * 1024;

    private static final long BYTES_BESIDE_BODY = 512;
    private static final AckLane.Limits ACKS =
            new AckLane.Limits(100_000, 2_048, Duration.ofMillis(25));
    private static final Lane.Traits<SendBatch.Item> SENT =
            new Lane.Traits<>(
                    send -> 2L * send.body().length() + BYTES_BESIDE_BODY,
                    send -> List.of(send.from(), send.to()),
                    true);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration MAX_PAUSE = Duration.ofSeconds(1);

    private final UplinkConfig config;
    private final UplinkMetrics meters;
    private final ChatNodes nodes;
    private final RetryingCaller caller;
    private final Executor workers;
    private final List<Lane<SendBatch.Item, SendBatch.Result>> sends;
    private final List<Lane<OpenBatch.Item, OpenBatch.Opened>> opens;
    private final List<Lane<ReadBatch.Item, ReadBatch.Page>> reads;
    private final Lane<DisplaceBatch.Item, DisplaceBatch.Answer> displacements;
    private final AckLane acks;

    private Uplink(
            UplinkConfig config,
            EventLoopGroup loops,
            Executor workers,
            RandomGenerator random,
            UplinkMetrics meters) {
        var backoff = new Backoff(FIRST_PAUSE, MAX_PAUSE, random);
        this.config = config;
        this.workers = workers;
        this.meters = meters;
        this.nodes = new ChatNodes(config, loops);
        this.caller = new RetryingCaller(nodes, config, backoff, loops, System::nanoTime, meters);
        this.sends = lanes(config.sendLanes(), SENDS, SENT, this::send);
        this.opens = lanes(OTHER_LANES, OPENS, apart(OpenBatch.Item::user), this::open);
        this.reads = lanes(OTHER_LANES, READS, apart(read -> read), this::read);
        this.displacements = lane(DISPLACEMENTS, apart(item -> item), this::displace);
        this.acks = new AckLane(ACKS, this::ack, caller::fault, backoff, loops);
    }

    /// Returns at once: until a chat service is healthy, calls fail with [Unavailable]. `loops` and
    /// `workers`, which read large answers, stay the caller's. `random`: thread-safe.
    public static Uplink open(
            UplinkConfig config,
            EventLoopGroup loops,
            Executor workers,
            RandomGenerator random,
            UplinkMetrics meters) {
        return new Uplink(config, loops, workers, random, meters);
    }

    /// Says whether a chat service loses hints or has gone, or did since it was last asked. Each
    /// has one owner, who misses none however seldom it asks.
    public BooleanSupplier hintLosses() {
        return nodes.hintLosses();
    }

    /// Ready while a chat service is in reach.
    public Readiness readiness() {
        return nodes.readiness();
    }

    @Override
    public CompletionStage<SendBatch.Result> send(SendBatch.Item send) {
        var queued = System.nanoTime();
        return laneOf(sends, send.from().hashCode() + send.to().hashCode())
                .submit(send)
                .whenComplete((_, _) ->
                        meters.send().record(System.nanoTime() - queued, TimeUnit.NANOSECONDS));
    }

    @Override
    public CompletableFuture<OpenBatch.Opened> open(OpenBatch.Item device) {
        return laneOf(opens, device.user().hashCode()).submit(device);
    }

    @Override
    public void ack(AckBatch.Item ack) {
        if (!acks.add(ack)) meters.refused().increment();
    }

    @Override
    public CompletableFuture<ReadBatch.Page> read(ReadBatch.Item read) {
        return laneOf(reads, read.user().hashCode()).submit(read);
    }

    @Override
    public CompletionStage<HeadsBatch.Answer> heads(HeadsBatch users) {
        return call(
                        InternalCall.HEADS,
                        HEDGED,
                        users,
                        users.users().size(),
                        HeadsBatch.Answer::heads)
                .thenApply(HeadsBatch.Answer::new);
    }

    @Override
    public void displace(int slot, Displacement displacement) {
        // A hint: where it fails, the displaced connection finds out at its next refresh.
        var _ = displacements.submit(new DisplaceBatch.Item(slot, displacement));
    }

    private CompletionStage<List<SendBatch.Result>> send(List<SendBatch.Item> batch) {
        return call(
                InternalCall.SEND,
                IN_PARTS,
                new SendBatch(batch),
                batch.size(),
                SendBatch.Answer::results);
    }

    private CompletionStage<List<OpenBatch.Opened>> open(List<OpenBatch.Item> batch) {
        return call(
                InternalCall.OPEN,
                IN_PARTS,
                new OpenBatch(batch),
                batch.size(),
                OpenBatch.Answer::opened);
    }

    private CompletionStage<List<ReadBatch.Page>> read(List<ReadBatch.Item> batch) {
        return call(
                InternalCall.READ,
                HEDGED_IN_PARTS,
                new ReadBatch(batch),
                batch.size(),
                ReadBatch.Answer::pages);
    }

    private CompletionStage<List<DisplaceBatch.Answer>> displace(List<DisplaceBatch.Item> batch) {
        return call(
                InternalCall.DISPLACE,
                PLAIN,
                new DisplaceBatch(batch),
                batch.size(),
                answer -> Collections.nCopies(batch.size(), answer));
    }

    private CompletionStage<List<AckBatch.Answer>> ack(List<AckBatch.Item> batch) {
        return call(InternalCall.ACK, HEDGED_IN_PARTS, new AckBatch(batch), 1, List::of);
    }

    /// `results`: the answer's results in the batch's order; there must be `size` of them.
    private <Q, A, R> CompletionStage<List<R>> call(
            InternalCall<Q, A> call,
            RetryingCaller.Manner manner,
            Q request,
            int size,
            Function<A, List<R>> results) {
        return caller.post(call.path(), call.request().encode(request), manner)
                .thenCompose(content ->
                        content.length <= MAX_ON_LOOP
                                ? read(call, content, size, results)
                                : CompletableFuture.supplyAsync(
                                                () -> read(call, content, size, results), workers)
                                        .thenCompose(answer -> answer));
    }

    private <A, R> CompletionStage<List<R>> read(
            InternalCall<?, A> call, byte[] content, int size, Function<A, List<R>> results) {
        try {
            var all = results.apply(call.answer().decode(content));
            if (fits(all, size)) return CompletableFuture.completedStage(all);
            return badAnswer(call.path(), "not one result per request");
        } catch (Undecodable e) {
            return badAnswer(call.path(), e.getMessage());
        } catch (Throwable e) {
            caller.fault(e);
            return CompletableFuture.failedStage(caller.unavailable("the answer cannot be read"));
        }
    }

    /// What another process sends may lack anything.
    private static boolean fits(@Nullable List<?> results, int size) {
        return results != null
                && results.size() == size
                && results.stream().allMatch(Objects::nonNull);
    }

    private <R> CompletionStage<R> badAnswer(String path, @Nullable String problem) {
        meters.badAnswers().increment();
        LOG.atError()
                .addKeyValue("call", path)
                .addKeyValue("problem", problem)
                .log("answer not understood");
        return CompletableFuture.failedStage(caller.unavailable("the service is not understood"));
    }

    /// Who has the same `hash` meets the same lane.
    private static <Q, A> Lane<Q, A> laneOf(List<Lane<Q, A>> lanes, int hash) {
        return lanes.get(((hash * SPREAD) >>> 16) % lanes.size());
    }

    private <Q, A> List<Lane<Q, A>> lanes(
            int count,
            int batch,
            Lane.Traits<Q> traits,
            Function<List<Q>, CompletionStage<List<A>>> call) {
        return Stream.generate(() -> lane(batch, traits, call)).limit(count).toList();
    }

    private <Q, A> Lane<Q, A> lane(
            int batch, Lane.Traits<Q> traits, Function<List<Q>, CompletionStage<List<A>>> call) {
        var limits =
                new Lane.Limits(
                        config.waiting(), WAITING_BYTES, config.deadline(), batch, BATCH_BYTES);
        return new Lane<>(limits, traits, call, this::refused, caller::fault, System::nanoTime);
    }

    private static <Q> Lane.Traits<Q> apart(Function<Q, Object> key) {
        return new Lane.Traits<>(_ -> 0, key, false);
    }

    private Unavailable refused(String why) {
        meters.refused().increment();
        return caller.unavailable(why);
    }

    /// Takes no more, and gives what is under way until the deadline of a call to end.
    @Override
    public void close() {
        NonBlocking.refuse("closing the uplink");
        var lanes = Stream.of(sends, opens, reads).<Lane<?, ?>>flatMap(List::stream);
        var drained =
                Stream.concat(
                                lanes.map(Lane::close),
                                Stream.of(displacements.close(), acks.close()))
                        .map(CompletionStage::toCompletableFuture)
                        .toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(drained)
                    .get(config.deadline().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.atWarn().addKeyValue("reason", e).log("requests to the chat service left behind");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // whoever closes is in a hurry
        } finally {
            nodes.close();
        }
    }
}
