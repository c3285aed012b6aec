package dev.godwit.gateway.uplink;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.Server;

import dev.godwit.id.ConversationId;
import dev.godwit.internalapi.AckBatch;
import dev.godwit.internalapi.DisplaceBatch;
import dev.godwit.internalapi.HeadsBatch;
import dev.godwit.internalapi.InternalCall;
import dev.godwit.internalapi.OpenBatch;
import dev.godwit.internalapi.ReadBatch;
import dev.godwit.internalapi.SendBatch;
import dev.godwit.internalapi.Undecodable;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/// A chat service that keeps its messages in memory and misbehaves when told to. Thread-safe.
public final class StubChat {
    /// What the nodes share, as they share a database.
    public static final class Store {
        final List<Long> acks = new CopyOnWriteArrayList<>();
        final List<Integer> displacedSlots = new CopyOnWriteArrayList<>();
        final Set<String> authorizations = ConcurrentHashMap.newKeySet();
        final AtomicInteger sendRequests = new AtomicInteger();
        volatile boolean dropOneResult;

        /// What every page shows.
        volatile List<ReadBatch.Entry> page = List.of();

        /// The service fails on any batch with this message in it.
        volatile int poison = -1;

        private final AtomicLong epochs = new AtomicLong();
        private final Map<ConversationId, List<Integer>> stored = new ConcurrentHashMap<>();

        /// Per conversation, the numbers of its messages in the order of their seqs.
        Collection<List<Integer>> conversations() {
            return stored.values();
        }

        private synchronized SendBatch.Result store(SendBatch.Item send) {
            var number = number(send);
            var messages =
                    stored.computeIfAbsent(
                            ConversationId.between(send.from(), send.to()),
                            _ -> new CopyOnWriteArrayList<>());
            var known = messages.indexOf(number);
            if (known >= 0)
                return new SendBatch.Result(SendBatch.Outcome.DUPLICATE, known + 1, 1, 0);
            messages.add(number);
            return new SendBatch.Result(SendBatch.Outcome.STORED, messages.size(), 1, 0);
        }

        private static Integer number(SendBatch.Item send) {
            return Integer.valueOf(send.id().value().substring(2));
        }

        private SendBatch.Answer send(SendBatch batch) {
            sendRequests.incrementAndGet();
            if (batch.sends().stream().anyMatch(send -> number(send) == poison)) {
                throw new IllegalStateException("poison");
            }
            var results = batch.sends().stream().map(this::store).toList();
            return new SendBatch.Answer(
                    dropOneResult ? results.subList(1, results.size()) : results);
        }

        private OpenBatch.Answer open(OpenBatch batch) {
            return new OpenBatch.Answer(
                    batch.devices().stream()
                            .map(_ -> new OpenBatch.Opened(0, epochs.incrementAndGet()))
                            .toList());
        }

        private AckBatch.Answer ack(AckBatch batch) {
            batch.acks().forEach(ack -> acks.add(ack.n()));
            return new AckBatch.Answer();
        }

        private ReadBatch.Answer read(ReadBatch batch) {
            return new ReadBatch.Answer(
                    batch.reads().stream().map(_ -> new ReadBatch.Page(page, 0)).toList());
        }

        private HeadsBatch.Answer heads(HeadsBatch batch) {
            return new HeadsBatch.Answer(batch.users().stream().map(_ -> 0L).toList());
        }

        private DisplaceBatch.Answer displace(DisplaceBatch batch) {
            batch.displaced().forEach(item -> displacedSlots.add(item.slot()));
            return new DisplaceBatch.Answer();
        }
    }

    volatile boolean garbled;
    volatile boolean losesHints;

    private final Store store;
    private final Server server;
    private final int port;
    private final AtomicInteger checks = new AtomicInteger();
    private final AtomicInteger toRefuse = new AtomicInteger();
    private final AtomicInteger toIgnore = new AtomicInteger();
    private volatile HttpStatus refusal = HttpStatus.SERVICE_UNAVAILABLE;
    private volatile @Nullable Random failures;

    private StubChat(Store store, int port) {
        this.store = store;
        this.server = server(port);
        server.start().join();
        this.port = server.activeLocalPort();
    }

    public static StubChat start(Store store, int port) {
        return new StubChat(store, port);
    }

    public int port() {
        return port;
    }

    boolean wasChecked() {
        return checks.get() > 0;
    }

    void refuseNext(int requests, HttpStatus status) {
        refusal = status;
        toRefuse.set(requests);
    }

    void silentFor(int requests) {
        toIgnore.set(requests);
    }

    void failAtRandom(Random random) {
        failures = random;
    }

    void behave() {
        failures = null;
    }

    public void stop() {
        server.stop().join();
    }

    /// Does not wait for the end.
    void stopSoon() {
        var _ = server.closeAsync();
    }

    private Server server(int port) {
        var builder =
                Server.builder()
                        .http(new InetSocketAddress("127.0.0.1", port))
                        .gracefulShutdownTimeoutMillis(0, 0)
                        .service(
                                ChatNodes.HEALTH,
                                (ctx, req) -> {
                                    checks.incrementAndGet();
                                    if (losesHints)
                                        ctx.addAdditionalResponseHeader(
                                                InternalCall.HINTS_UNWELL, 1);
                                    return HttpResponse.of(HttpStatus.OK);
                                });
        serve(builder, InternalCall.SEND, store::send);
        serve(builder, InternalCall.OPEN, store::open);
        serve(builder, InternalCall.ACK, store::ack);
        serve(builder, InternalCall.READ, store::read);
        serve(builder, InternalCall.HEADS, store::heads);
        serve(builder, InternalCall.DISPLACE, store::displace);
        return builder.build();
    }

    private <Q, A> void serve(
            com.linecorp.armeria.server.ServerBuilder builder,
            InternalCall<Q, A> call,
            Function<Q, A> work) {
        builder.service(
                call.path(),
                (ctx, req) ->
                        HttpResponse.of(
                                req.aggregate().thenApply(request -> answer(call, work, request))));
    }

    private <Q, A> HttpResponse answer(
            InternalCall<Q, A> call, Function<Q, A> work, AggregatedHttpRequest request) {
        store.authorizations.add(String.valueOf(request.headers().get("authorization")));
        if (toRefuse.getAndUpdate(left -> Math.max(0, left - 1)) > 0)
            return HttpResponse.of(refusal);
        if (toIgnore.getAndUpdate(left -> Math.max(0, left - 1)) > 0)
            return HttpResponse.streaming();
        var dice = failures;
        var fate = dice == null ? 9 : dice.nextInt(10);
        if (fate == 0) return HttpResponse.of(HttpStatus.SERVICE_UNAVAILABLE);
        if (fate == 1 && dice != null && dice.nextInt(4) == 0) return HttpResponse.streaming();
        try {
            var answer =
                    call.answer()
                            .encode(work.apply(call.request().decode(request.content().array())));
            if (fate == 2) return HttpResponse.of(HttpStatus.BAD_GATEWAY);
            return HttpResponse.of(
                    HttpStatus.OK,
                    MediaType.parse(InternalCall.MEDIA_TYPE),
                    garbled ? new byte[] {1, 2, 3} : answer);
        } catch (Undecodable e) {
            return HttpResponse.of(HttpStatus.BAD_REQUEST);
        }
    }
}
