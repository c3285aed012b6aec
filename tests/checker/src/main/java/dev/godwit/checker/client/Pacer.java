package dev.godwit.checker.client;

import dev.godwit.checker.workload.Person;
import dev.godwit.checker.workload.Traffic;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/// Tells devices what to say, at the wanted pace. A device that has too much on its way already
/// does not listen: the pace is a target and no queue. A platform thread of its own; [#pace] and
/// [#stop] are for others.
final class Pacer implements Runnable {
    private static final long STEP_MS = 10;
    private static final double MOST_OWED_SECONDS = 0.1;

    private final List<Speaker> speakers;
    private final Traffic traffic;
    private final double share;
    private final SplittableRandom random;
    private volatile double rate;
    private volatile boolean stopped;

    /// A device and whom its user talks with.
    record Speaker(Device device, Person person) {}

    /// `share`: this process's part of all people.
    Pacer(List<Speaker> speakers, Traffic traffic, double share, SplittableRandom random) {
        this.speakers = List.copyOf(speakers);
        this.traffic = traffic;
        this.share = share;
        this.random = random;
        this.rate = traffic.rate();
    }

    /// Messages per second over all client processes.
    void pace(double newRate) {
        rate = newRate;
    }

    void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        var owed = 0.0;
        var last = System.nanoTime();
        while (!stopped) {
            var now = System.nanoTime();
            var perSecond = rate * share;
            owed += perSecond * (now - last) / 1e9;
            owed = Math.min(owed, Math.max(traffic.burstLength(), perSecond * MOST_OWED_SECONDS));
            last = now;
            while (owed >= 1) owed -= say();
            try {
                TimeUnit.MILLISECONDS.sleep(STEP_MS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private int say() {
        var speaker = speakers.get(random.nextInt(speakers.size()));
        var friends = speaker.person().friends();
        var peer = friends.get(random.nextInt(friends.size()));
        var messages = random.nextDouble() < chanceOfBurst() ? random.nextInt(burst()) + 2 : 1;
        var http = random.nextDouble() < traffic.http();
        speaker.device().tell(new Note.Say(peer, messages, http));
        return messages;
    }

    private int burst() {
        return Math.max(1, traffic.burstLength() - 1);
    }

    /// So that the wanted share of the messages, not of the occasions, is in bursts.
    private double chanceOfBurst() {
        var length = (burst() + 3) / 2.0;
        return traffic.bursts() / (traffic.bursts() + length * (1 - traffic.bursts()));
    }
}
