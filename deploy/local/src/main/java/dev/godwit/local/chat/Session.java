package dev.godwit.local.chat;

import dev.godwit.id.ClientMessageId;
import dev.godwit.id.DeviceId;
import dev.godwit.id.UserId;
import dev.godwit.lifecycle.Backoff;
import dev.godwit.local.chat.GatewayLink.Unreachable;
import dev.godwit.protocol.CloseCode;
import dev.godwit.protocol.ErrorCode;
import dev.godwit.protocol.ServerFrame;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// One person in one conversation, from the first connection to the last line. Everything happens
/// on the thread that calls [#run]; [#tell] may be called from any.
final class Session {
    /// Close codes after which trying again would not help.
    private static final Set<Integer> FINAL =
            Set.of(
                    CloseCode.UNSUPPORTED.code(),
                    CloseCode.BAD_UTF8.code(),
                    CloseCode.POLICY.code(),
                    CloseCode.TOO_BIG.code(),
                    CloseCode.REVOKED.code(),
                    CloseCode.REPLACED.code());

    private static final int EARLIER_MESSAGES = 10;
    private static final int MAX_BAD_TOKENS = 3;
    private static final long NEVER = Long.MAX_VALUE;
    private static final long LAST_PATIENCE = Duration.ofSeconds(10).toNanos();

    /// Who talks with whom, from which installation, through which gateways.
    record Setup(
            UserId me, UserId peer, DeviceId device, List<String> gateways, int firstGateway) {}

    private final Setup setup;
    private final HttpClient http;
    private final ChatApi api;
    private final Supplier<String> token;
    private final Screen screen;
    private final Backoff backoff;
    private final InstantSource clock;
    private final Conversation conversation;
    private final BlockingQueue<Happening> happenings = new LinkedBlockingQueue<>();

    private List<ServerFrame.Message> earlier = List.of();
    private @Nullable GatewayLink link;
    private long connections;
    private int gateway;
    private int failures;
    private int badTokens;
    private boolean welcome;
    private boolean live;

    /// The last log position that came on this connection, and the last one acknowledged on it: an
    /// acknowledgement of what another connection brought would be refused.
    private long seen;

    private long acknowledged;
    private long heartbeatNanos;

    /// When to do what, on the monotonic clock; [#NEVER] where there is nothing to do.
    private long connectAt = System.nanoTime();

    private long resendAt = NEVER;
    private long deadAt = NEVER;
    private long leaveAt = NEVER;
    private long giveUpAt = NEVER;

    private @Nullable Integer result;

    Session(
            Setup setup,
            HttpClient http,
            ChatApi api,
            Supplier<String> token,
            Screen screen,
            Backoff backoff,
            InstantSource clock) {
        this.setup = setup;
        this.http = http;
        this.api = api;
        this.token = token;
        this.screen = screen;
        this.backoff = backoff;
        this.clock = clock;
        this.conversation = new Conversation(setup.peer());
        this.gateway = setup.firstGateway();
    }

    void tell(Happening happening) {
        happenings.add(happening);
    }

    /// Returns the exit code when the person has left or nothing more can come.
    int run() throws InterruptedException {
        earlier = api.lastMessages(setup.peer(), EARLIER_MESSAGES);
        while (result == null) {
            doWhatIsDue();
            var next = happenings.poll(untilNextDeadline(), TimeUnit.NANOSECONDS);
            var batch = new ArrayList<Happening>();
            if (next != null) batch.add(next);
            happenings.drainTo(batch);
            batch.forEach(this::take);
            acknowledge();
            leaveIfDone();
        }
        if (link != null) link.close();
        return result;
    }

    private void doWhatIsDue() {
        var now = System.nanoTime();
        if (link == null && now >= connectAt) connect();
        if (now >= resendAt) resend();
        if (now >= deadAt) lost("nothing heard from the gateway");
        if (now >= leaveAt) {
            if (link != null) link.close();
            lost("the gateway asked to leave");
        }
        if (now >= giveUpAt) result = 1;
    }

    private long untilNextDeadline() {
        var next = Math.min(Math.min(resendAt, deadAt), Math.min(leaveAt, giveUpAt));
        if (link == null) next = Math.min(next, connectAt);
        return Math.max(0, next - System.nanoTime());
    }

    private void connect() {
        var url = setup.gateways().get(gateway);
        try {
            connections++;
            link =
                    GatewayLink.connect(
                            http, url, setup.device(), token.get(), connections, this::tell);
            hear();
        } catch (Unreachable e) {
            switch (e.status()) {
                case 400, 403, 404 -> stop("the gateway refused the connection: " + e.getMessage());
                case 401 -> badToken();
                default -> tryAgain("cannot reach " + url);
            }
        }
    }

    private void take(Happening happening) {
        switch (happening) {
            case Happening.Typed(var line) -> typed(line);
            case Happening.InputEnded() ->
                    giveUpAt = Math.min(giveUpAt, System.nanoTime() + LAST_PATIENCE);
            case Happening.Heard(var from) -> {
                if (isCurrent(from)) hear();
            }
            case Happening.Received(var from, var frame) -> {
                if (isCurrent(from)) {
                    hear();
                    received(frame);
                }
            }
            case Happening.Closed(var from, var code, var reason) -> {
                if (isCurrent(from)) closed(code, reason);
            }
        }
    }

    private void typed(String line) {
        if (line.isBlank()) return;
        if (line.equals("/quit")) {
            result = 0;
            return;
        }
        if (line.startsWith("/")) {
            screen.notice("/quit leaves; everything else is sent to " + setup.peer());
            return;
        }
        var id = new ClientMessageId(UUID.randomUUID().toString());
        var message = conversation.wrote(id, line, clock.millis());
        screen.outgoing(message);
        if (welcome && resendAt == NEVER) send(message);
    }

    private void received(ServerFrame frame) {
        switch (frame) {
            case ServerFrame.Welcome it -> {
                welcome = true;
                failures = 0;
                badTokens = 0;
                if (conversation.restored(it.log())) {
                    screen.notice("the server goes on from a backup: sending again what it had");
                }
                heartbeatNanos = Duration.ofMillis(it.heartbeatMs()).toNanos();
                screen.notice("connected to " + setup.gateways().get(gateway));
                resend();
            }
            case ServerFrame.Accepted it -> {
                seen = Math.max(seen, it.n());
                conversation.accepted(it).forEach(screen::outgoing);
            }
            case ServerFrame.Message it -> {
                seen = Math.max(seen, it.n());
                showEarlier(conversation.ours(it) ? it.seq() : 0);
                if (conversation.isNew(it)) screen.arrived(it);
            }
            case ServerFrame.Live _ -> {
                live = true;
                showEarlier(NEVER);
                conversation.delivered(api.deliveredTo(setup.peer())).forEach(screen::outgoing);
            }
            case ServerFrame.Receipt it -> {
                if (it.peer().equals(setup.peer()) && it.user().equals(setup.peer()))
                    conversation.delivered(it.delivered()).forEach(screen::outgoing);
            }
            case ServerFrame.GoAway it ->
                    leaveAt =
                            System.nanoTime()
                                    + backoff.random()
                                            .nextLong(
                                                    Duration.ofMillis(it.reconnectInMs()).toNanos()
                                                            + 1);
            case ServerFrame.Refusal it -> refused(it);
            case ServerFrame.Pong _ -> {}
        }
    }

    /// What was said before is shown when it is known where it ends: at the first message that was
    /// waiting, or at the end of the backlog.
    private void showEarlier(long before) {
        if (before == 0 || earlier.isEmpty()) return;
        earlier.stream().filter(message -> message.seq() < before).forEach(screen::earlier);
        earlier = List.of();
    }

    private void refused(ServerFrame.Refusal refusal) {
        var again =
                refusal.code() == ErrorCode.RATE_LIMITED || refusal.code() == ErrorCode.UNAVAILABLE;
        if (again) {
            var wait = refusal.retryInMs() == null ? 1000 : refusal.retryInMs();
            resendAt = System.nanoTime() + Duration.ofMillis(wait).toNanos();
        } else if (refusal.id() == null) screen.notice("the gateway says: " + refusal.message());
        else conversation.refused(refusal).forEach(screen::outgoing);
    }

    private void resend() {
        resendAt = NEVER;
        if (!welcome) return;
        for (var message : conversation.pending()) if (!send(message)) return;
    }

    private boolean send(Outgoing message) {
        var to = link;
        if (to == null) return false;
        try {
            to.send(message, setup.peer());
            return true;
        } catch (IOException e) {
            lost(String.valueOf(e.getMessage()));
            return false;
        }
    }

    /// After showing, never before: what was not shown would not come again.
    private void acknowledge() {
        var to = link;
        if (to == null || seen <= acknowledged) return;
        try {
            to.ack(seen);
            acknowledged = seen;
        } catch (IOException e) {
            lost(String.valueOf(e.getMessage()));
        }
    }

    private void closed(int code, String reason) {
        if (code == CloseCode.UNAUTHENTICATED.code()) {
            forgetLink();
            badToken();
        } else if (FINAL.contains(code))
            stop("the gateway closed the connection: " + Wording.printable(reason));
        else lost(reason.isEmpty() ? "the connection was closed" : Wording.printable(reason));
    }

    private void badToken() {
        badTokens++;
        if (badTokens >= MAX_BAD_TOKENS) stop("the gateway does not take this stack's tokens");
        else tryAgain("the token was refused, getting a new one");
    }

    private void lost(String why) {
        forgetLink();
        tryAgain(why);
    }

    private void tryAgain(String why) {
        failures++;
        gateway = (gateway + 1) % setup.gateways().size();
        connectAt = System.nanoTime() + backoff.after(failures).toNanos();
        if (failures == 1) screen.notice(why + "; reconnecting");
    }

    private void stop(String why) {
        forgetLink();
        screen.notice(why);
        result = 1;
    }

    private void forgetLink() {
        if (link != null) link.abort();
        link = null;
        welcome = false;
        live = false;
        seen = 0;
        acknowledged = 0;
        deadAt = NEVER;
        leaveAt = NEVER;
        resendAt = NEVER;
    }

    private void hear() {
        deadAt = heartbeatNanos == 0 ? NEVER : System.nanoTime() + 2 * heartbeatNanos;
    }

    private boolean isCurrent(long connection) {
        return link != null && link.number() == connection;
    }

    /// Without further input, the person has left once everything is accepted and what was waiting
    /// has been shown.
    private void leaveIfDone() {
        if (giveUpAt != NEVER && result == null && live && conversation.pending().isEmpty())
            result = 0;
    }
}
