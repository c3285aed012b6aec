package dev.godwit.gateway.presence;

import dev.godwit.gateway.presence.Routes.Change;
import dev.godwit.gateway.presence.Routes.Found;
import dev.godwit.gateway.registry.Connection;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import redis.clients.jedis.exceptions.JedisException;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// The one thread that changes routes, so that what is asked for one connection happens in order;
/// whatever waits goes in one round trip.
///
/// Nothing is asked of a Redis that does not answer: registrations complete at once and are
/// repaired later, removals are kept. Runs on a virtual thread of its own; [#offer] is thread-safe
/// and never blocks.
final class RouteWriter implements Runnable {
    /// What is to be done for a connection.
    sealed interface Job {
        record Register(Connection connection, CompletableFuture<Void> done) implements Job {}

        record Refresh(Connection connection) implements Job {}

        record Remove(Connection connection) implements Job {}

        /// The last one.
        record Stop() implements Job {}
    }

    /// What the writer needs to know and whom it tells.
    interface Owner {
        /// Whether the connection is still to be found.
        boolean present(Connection connection);

        /// The slot to write, or a negative number while there is none to tell.
        int slot();

        void found(Job job, Found found);

        /// Something could not be written.
        void failed();
    }

    private static final Logger LOG = LoggerFactory.getLogger(RouteWriter.class);
    private static final int ROOM = 100_000;
    private static final int BATCH = 256;
    private static final int LOOK_AGAIN_SECONDS = 1;

    private record Step(Job job, Change change) {}

    private final Redis redis;
    private final Routes routes;
    private final Owner owner;
    private final BlockingQueue<Job> queue = new ArrayBlockingQueue<>(ROOM);
    private final ArrayDeque<Job.Remove> unremoved = new ArrayDeque<>();
    private boolean stopping;

    RouteWriter(Redis redis, Routes routes, Owner owner) {
        this.redis = redis;
        this.routes = routes;
        this.owner = owner;
    }

    /// False where there is no room.
    boolean offer(Job job) {
        return queue.offer(job);
    }

    @Override
    public void run() {
        try {
            while (!stopping) write(next());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Job> next() throws InterruptedException {
        var jobs = new ArrayList<Job>();
        var first = queue.poll(LOOK_AGAIN_SECONDS, TimeUnit.SECONDS);
        if (first != null) jobs.add(first);
        queue.drainTo(jobs, BATCH - jobs.size());
        if (!redis.unwell())
            while (jobs.size() < BATCH && !unremoved.isEmpty()) jobs.add(unremoved.remove());
        return jobs;
    }

    private void write(List<Job> jobs) {
        var steps = new ArrayList<Step>(jobs.size());
        for (var job : jobs)
            switch (job) {
                case Job.Register(var connection, _) -> register(steps, job, connection);
                case Job.Refresh(var connection) -> register(steps, job, connection);
                case Job.Remove(var connection) ->
                        steps.add(new Step(job, new Change.Remove(connection)));
                case Job.Stop() -> stopping = true;
            }
        try {
            if (!steps.isEmpty()) write(steps, redis.unwell());
        } catch (RuntimeException e) {
            // Without this thread nobody would be found again, and nobody new begin to read.
            LOG.atError().setCause(e).log("routes not written");
            failed(steps);
        }
        for (var job : jobs) if (job instanceof Job.Register(_, var done)) done.complete(null);
    }

    private void register(List<Step> steps, Job job, Connection connection) {
        if (!owner.present(connection)) return; // its removal comes later, or was before
        if (owner.slot() < 0) owner.failed();
        else steps.add(new Step(job, new Change.Register(connection, owner.slot())));
    }

    private void write(List<Step> steps, boolean unwell) {
        if (unwell) {
            failed(steps);
            return;
        }
        List<Found> found;
        try {
            found = routes.apply(steps.stream().map(Step::change).toList());
        } catch (JedisException e) {
            LOG.atDebug().setCause(e).log("routes not written"); // Redis has said it is unwell
            failed(steps);
            return;
        }
        for (var i = 0; i < steps.size(); i++) owner.found(steps.get(i).job, found.get(i));
    }

    private void failed(List<Step> steps) {
        owner.failed();
        for (var step : steps)
            if (step.job instanceof Job.Remove removal && unremoved.size() < ROOM)
                unremoved.add(removal);
    }
}
