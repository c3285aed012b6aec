package dev.godwit.gateway.testing;

import dev.godwit.delivery.DeliveryRecord;
import dev.godwit.gateway.connection.ChatBackend;
import dev.godwit.gateway.connection.Unavailable;
import dev.godwit.gateway.registry.HeadSource;
import dev.godwit.gateway.registry.Registry;
import dev.godwit.id.ConversationId;
import dev.godwit.id.DeviceId;
import dev.godwit.id.LogGeneration;
import dev.godwit.id.UserId;
import dev.godwit.internalapi.AckBatch;
import dev.godwit.internalapi.HeadsBatch;
import dev.godwit.internalapi.OpenBatch;
import dev.godwit.internalapi.ReadBatch;
import dev.godwit.internalapi.SendBatch;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.ServerFrameEncoder;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/// Messages, logs and cursors in memory. Thread-safe.
public final class FakeChatBackend implements ChatBackend, HeadSource {
    private static final int MAX_PAGE_BYTES = 64 * 1024;
    private static final long AT = 1_764_000_000_000L;
    private static final ServerFrameEncoder ENCODER = new ServerFrameEncoder();

    private final Map<UserId, List<Logged>> logs = new HashMap<>();
    private final Map<ConversationId, Long> seqs = new HashMap<>();
    private final Map<String, Long> cursors = new HashMap<>();
    private final Map<String, SendBatch.Result> accepted = new HashMap<>();
    private final Map<String, SendBatch.Item> sent = new HashMap<>();
    private final Map<String, Long> epochs = new HashMap<>();
    private final List<CompletableFuture<SendBatch.Result>> held = new ArrayList<>();
    private @Nullable Registry registry;
    private @Nullable LogGeneration generation;
    private boolean down;
    private boolean holding;
    private int reads;
    private int acks;
    private long closed;
    private boolean refusingDevices;
    private @Nullable CompletableFuture<Void> openings;
    private int headsAsked;
    private final Set<UserId> headsAskedOf = new HashSet<>();

    /// From now on what is sent is pushed to the recipient, too.
    public synchronized void pushTo(Registry to) {
        registry = to;
    }

    /// Positions are of that generation from now on.
    public synchronized void generation(String is) {
        generation = new LogGeneration(is);
    }

    /// While down, every call fails with [Unavailable].
    public synchronized void down(boolean is) {
        down = is;
    }

    /// Sends are stored from now on, but answered only by [#answerHeld].
    public synchronized void hold() {
        holding = true;
    }

    public synchronized void answerHeld() {
        holding = false;
        for (var answer : held) answer.complete(result(stored(), 1, 1, 0));
        held.clear();
    }

    public synchronized int held() {
        return held.size();
    }

    /// Puts a message into the user's log without telling anybody.
    public synchronized long append(String user, String body) {
        var log = log(new UserId(user));
        var n = log.size() + 1L;
        log.add(new Logged(message(n, "someone", user, body), null, null));
        return n;
    }

    public synchronized long cursor(String user, String device) {
        return cursors.getOrDefault(user + "/" + device, 0L);
    }

    /// Users whose heads were asked for so far.
    public synchronized int headsAsked() {
        return headsAsked;
    }

    /// Whose heads were asked for since the last call.
    public synchronized Set<UserId> headsAskedOf() {
        var users = Set.copyOf(headsAskedOf);
        headsAskedOf.clear();
        return users;
    }

    public synchronized int reads() {
        return reads;
    }

    @Override
    public synchronized CompletionStage<SendBatch.Result> send(SendBatch.Item send) {
        if (down) return unavailable();
        if (holding) {
            var answer = new CompletableFuture<SendBatch.Result>();
            held.add(answer);
            return answer;
        }
        var key = send.from() + ">" + send.to() + "/" + send.id();
        var before = sent.putIfAbsent(key, send);
        if (before != null) return CompletableFuture.completedFuture(repeated(key, before, send));
        var seq = seqs.merge(ConversationId.between(send.from(), send.to()), 1L, Long::sum);
        log(send, send.to(), seq, null);
        var n =
                hasDeviceBeside(send.device(), send.from())
                        ? log(send, send.from(), seq, send.device())
                        : 0;
        var result = result(stored(), seq, AT, n);
        accepted.put(key, result);
        return CompletableFuture.completedFuture(result);
    }

    @Override
    public synchronized CompletableFuture<OpenBatch.Opened> open(OpenBatch.Item device) {
        if (down) return unavailable();
        var key = device.user() + "/" + device.device();
        var epoch = epochs.merge(key, 1L, Long::sum);
        if (refusingDevices) {
            return CompletableFuture.completedFuture(
                    new OpenBatch.Opened(0, epoch, null, OpenBatch.Refusal.TOO_MANY_DEVICES));
        }
        var cursor = cursors.computeIfAbsent(key, _ -> beginning(device.user()));
        return whenDue(() -> new OpenBatch.Opened(cursor, epoch, generation));
    }

    /// Devices that connect are numbered from now on, but told only by [#answerOpenings].
    public synchronized void holdOpenings() {
        openings = new CompletableFuture<>();
    }

    public void answerOpenings() {
        CompletableFuture<Void> due;
        synchronized (this) {
            due = openings;
            openings = null;
        }
        if (due != null) due.complete(null);
    }

    /// What is under way is answered, whether its caller has cancelled it or not.
    private <T> CompletableFuture<T> whenDue(Supplier<T> answer) {
        var due = openings;
        if (due == null) return CompletableFuture.completedFuture(answer.get());
        var asked =
                new CompletableFuture<T>() {
                    @Override
                    public boolean cancel(boolean mayInterruptIfRunning) {
                        return false;
                    }
                };
        var _ = due.thenRun(() -> asked.complete(answer.get()));
        return asked;
    }

    /// From now on no device finds a place.
    public synchronized void refuseDevices() {
        refusingDevices = true;
    }

    /// The highest epoch whose connection was told to have ended.
    public synchronized long closed() {
        return closed;
    }

    public synchronized int acks() {
        return acks;
    }

    @Override
    public synchronized void ack(AckBatch.Item ack) {
        acks++;
        if (ack.closed() != null) closed = Math.max(closed, ack.closed());
        if (ack.n() <= log(ack.user()).size()) {
            cursors.computeIfPresent(
                    ack.user() + "/" + ack.device(), (_, cursor) -> Math.max(cursor, ack.n()));
        }
    }

    @Override
    public synchronized CompletableFuture<ReadBatch.Page> read(ReadBatch.Item read) {
        reads++;
        if (down) return unavailable();
        var log = log(read.user());
        var entries = new ArrayList<ReadBatch.Entry>();
        var bytes = 0;
        for (var n = read.after() + 1; n <= log.size() && entries.size() < read.limit(); n++) {
            var frame = log.get((int) n - 1).shownTo(read.device());
            bytes += frame.length;
            if (bytes > MAX_PAGE_BYTES && !entries.isEmpty()) break;
            entries.add(new ReadBatch.Entry(n, frame));
        }
        return CompletableFuture.completedFuture(
                new ReadBatch.Page(entries, log.size(), generation));
    }

    @Override
    public synchronized CompletionStage<HeadsBatch.Answer> heads(HeadsBatch users) {
        headsAsked += users.users().size();
        headsAskedOf.addAll(users.users());
        if (down) return unavailable();
        var heads = users.users().stream().map(user -> (long) log(user).size()).toList();
        return CompletableFuture.completedFuture(new HeadsBatch.Answer(heads, generation));
    }

    public static byte[] message(long n, String from, String to, String body) {
        return ENCODER.encode(
                new ServerFrame.Message(
                        n,
                        new dev.godwit.id.ClientMessageId("m-" + n),
                        new UserId(from),
                        new UserId(to),
                        n,
                        1_764_000_000_000L,
                        "text",
                        body));
    }

    /// An entry of the user's log as it is pushed.
    public static DeliveryRecord.Entry entry(
            String user, long n, String body, @Nullable DeviceId origin) {
        return new DeliveryRecord.Entry(
                new UserId(user), n, message(n, "someone", user, body), origin);
    }

    private SendBatch.Result repeated(String key, SendBatch.Item before, SendBatch.Item now) {
        var first = accepted.get(key);
        if (first == null || !before.body().equals(now.body()))
            return result(SendBatch.Outcome.CONFLICT, 0, 0, 0);
        return result(SendBatch.Outcome.DUPLICATE, first.seq(), first.at(), 0);
    }

    private SendBatch.Result result(SendBatch.Outcome outcome, long seq, long at, long n) {
        return new SendBatch.Result(outcome, seq, at, n, generation);
    }

    /// Puts the message into one person's log, and returns its position there.
    private long log(SendBatch.Item send, UserId user, long seq, @Nullable DeviceId origin) {
        var n = log(user).size() + 1L;
        var message =
                new ServerFrame.Message(
                        n, send.id(), send.from(), send.to(), seq, AT, send.kind(), send.body());
        var accepted = new ServerFrame.Accepted(send.id(), send.to(), seq, AT, false, n);
        var frame = ENCODER.encode(message);
        log(user).add(new Logged(frame, origin, ENCODER.encode(accepted)));
        push(new DeliveryRecord.Entry(user, n, frame, origin));
        return n;
    }

    /// The first device of a user gets all there is, a later one what comes.
    private long beginning(UserId user) {
        return hasDeviceBeside(null, user) ? log(user).size() : 0;
    }

    /// What only its sender would be shown is not kept.
    private boolean hasDeviceBeside(@Nullable DeviceId origin, UserId user) {
        return cursors.keySet().stream()
                .anyMatch(key -> key.startsWith(user + "/") && !key.equals(user + "/" + origin));
    }

    /// An entry as devices are shown it: the one that sent it gets `accepted`.
    private record Logged(byte[] frame, @Nullable DeviceId origin, byte @Nullable [] accepted) {
        byte[] shownTo(DeviceId device) {
            return accepted != null && device.equals(origin) ? accepted : frame;
        }
    }

    private void push(DeliveryRecord.Entry entry) {
        if (registry != null)
            registry.deliver(List.of(new DeliveryRecord(List.of(entry), List.of(), List.of())));
    }

    private List<Logged> log(UserId user) {
        return logs.computeIfAbsent(user, _ -> new ArrayList<>());
    }

    private static SendBatch.Outcome stored() {
        return SendBatch.Outcome.STORED;
    }

    private static <T> CompletableFuture<T> unavailable() {
        return CompletableFuture.failedFuture(new Unavailable("down", 700));
    }
}
