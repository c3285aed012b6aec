package dev.godwit.chat;

import dev.godwit.chat.database.ConnectionPool;
import dev.godwit.chat.database.Database;
import dev.godwit.chat.database.WorkClass;
import dev.godwit.chat.delivery.DeliveryMetrics;
import dev.godwit.chat.delivery.Publisher;
import dev.godwit.chat.inbox.InboxMetrics;
import dev.godwit.chat.intake.BatchingIntake;
import dev.godwit.chat.intake.IntakeMetrics;
import dev.godwit.chat.publicapi.PublicApi;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Every meter of the chat service. Thread-safe.
///
/// | meter | what it says |
/// |---|---|
/// | `godwit.hop{hop}` | how long a message took for one hop, as named in `docs/internals/life-of-a-message.md` |
/// | `godwit.store.inconsistent` | sends that contradict the tables: are they all of one restore? |
/// | `godwit.acks.refused` | acks of what does not exist, by a device that does not, or that the tables contradict |
/// | `godwit.openings.stalled` | openings of devices that do not get past one entry: perhaps their client dies of it |
/// | `godwit.hints.lost{why}` | hints that will not arrive; head checks find their messages |
/// | `godwit.http.requests` | requests of clients that are under way |
/// | `godwit.database.waiting{work}` | what waits for a connection of its class of work |
/// | `godwit.intake.waiting` | sends that wait for a transaction |
/// | `godwit.intake.waiting.bytes` | what they take of the heap, at most |
/// | `godwit.hints.waiting` | what waits to be published |
/// | `godwit.hints.waiting.bytes` | what the messages among it take of the heap, at most |
/// | `godwit.hints.unwell` | 1 while presence or Kafka does not answer |
public final class ChatMetrics implements DeliveryMetrics {
    private final MeterRegistry registry;
    private final IntakeMetrics intake;
    private final Timer publish;
    private final Timer lookup;
    private final Timer read;
    private final Timer ack;
    private final InboxMetrics inbox;
    private final Map<Loss, Counter> lost = new EnumMap<>(Loss.class);

    public ChatMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.intake =
                new IntakeMetrics(
                        hop("intake.queue"),
                        hop("commit"),
                        registry.counter("godwit.store.inconsistent"));
        this.publish = hop("publish");
        this.lookup = hop("lookup");
        this.read = hop("read");
        this.ack = hop("ack");
        this.inbox =
                new InboxMetrics(
                        registry.counter("godwit.acks.refused"),
                        registry.counter("godwit.openings.stalled"));
        for (var why : Loss.values())
            lost.put(
                    why,
                    Counter.builder("godwit.hints.lost")
                            .tag("why", why.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
    }

    IntakeMetrics intake() {
        return intake;
    }

    /// One batch of log pages.
    Timer read() {
        return read;
    }

    /// One batch of cursors.
    Timer ack() {
        return ack;
    }

    InboxMetrics inbox() {
        return inbox;
    }

    void watch(ConnectionPool pool) {
        for (var work : WorkClass.values())
            Gauge.builder("godwit.database.waiting", pool.of(work), Database::waiting)
                    .tag("work", work.name().toLowerCase(Locale.ROOT))
                    .register(registry);
    }

    void watch(PublicApi api) {
        Gauge.builder("godwit.http.requests", api, PublicApi::underWay).register(registry);
    }

    void watch(BatchingIntake intake) {
        Gauge.builder("godwit.intake.waiting", intake, BatchingIntake::waiting).register(registry);
        Gauge.builder("godwit.intake.waiting.bytes", intake, BatchingIntake::waitingBytes)
                .register(registry);
    }

    void watch(Publisher publisher) {
        Gauge.builder("godwit.hints.waiting.bytes", publisher, Publisher::waitingBytes)
                .register(registry);
        Gauge.builder("godwit.hints.waiting", publisher, Publisher::waiting).register(registry);
        Gauge.builder("godwit.hints.unwell", publisher, p -> p.hintsUnwell() ? 1 : 0)
                .register(registry);
    }

    @Override
    public void lookup(long nanos) {
        lookup.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void publish(long nanos) {
        publish.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void lost(Loss why, int hints) {
        var counter = lost.get(why);
        if (counter != null) counter.increment(hints);
    }

    private Timer hop(String hop) {
        return Timer.builder("godwit.hop")
                .tag("hop", hop)
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofNanos(50_000))
                .maximumExpectedValue(Duration.ofSeconds(10))
                .register(registry);
    }
}
