package dev.godwit.gateway.drain;

import dev.godwit.gateway.handshake.ClientPort;
import dev.godwit.gateway.registry.Connections;
import dev.godwit.lifecycle.Readiness;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// The way out: not ready; a notice, in which whoever sends clients here may learn of it and new
/// ones are still taken; no new clients; everybody asked to leave at a time of their own; what is
/// in flight answered; the rest closed with 1012.
///
/// [#close] runs on the thread that stops the process, and waits; the rest is thread-safe.
public final class Drain implements Readiness, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

    private final ClientPort port;
    private final Connections connections;
    private final Duration notice;
    private final Duration period;
    private final Duration lastAnswers;
    private final RandomGenerator random;
    private volatile boolean draining;

    /// `notice`, `period`: how long those take. `lastAnswers`: longer than a send may take to be
    /// answered or given up.
    public Drain(
            ClientPort port,
            Connections connections,
            Duration notice,
            Duration period,
            Duration lastAnswers,
            RandomGenerator random) {
        this.port = port;
        this.connections = connections;
        this.notice = notice;
        this.period = period;
        this.lastAnswers = lastAnswers;
        this.random = random;
    }

    @Override
    public String name() {
        return "drain";
    }

    @Override
    public Status status() {
        return draining ? new Status.NotReady("draining") : new Status.Ready();
    }

    @Override
    public void close() {
        draining = true;
        giveNotice();
        port.stopAccepting();
        LOG.atInfo().addKeyValue("connections", connections.size()).log("draining");
        connections.sendAway(period, random);
        connections.awaitNone(period);
        connections.leave();
        if (!connections.awaitNone(lastAnswers))
            LOG.atWarn().addKeyValue("connections", connections.size()).log("cut off");
    }

    /// An interrupt ends it early, and what follows goes on.
    private void giveNotice() {
        try {
            Thread.sleep(notice);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
