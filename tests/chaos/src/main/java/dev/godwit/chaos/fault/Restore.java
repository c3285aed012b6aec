package dev.godwit.chaos.fault;

import dev.godwit.chaos.proxy.Conditions;
import dev.godwit.chaos.proxy.Link;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The database is replaced by a copy of itself that is `age` old, and the log gets a new
/// generation, while gateways, clients and chat services run on: the chat services are kept from
/// the database until it has one.
public record Restore(String node, List<String> chats, Duration age) implements Fault {
    public Restore {
        chats = List.copyOf(chats);
    }

    @Override
    public String kind() {
        return "restore";
    }

    @Override
    public String target() {
        return node;
    }

    @Override
    public String detail() {
        return "age=" + age.toMillis();
    }

    @Override
    public Set<String> claims() {
        var claims = new HashSet<String>();
        claims.add(node);
        for (var chat : chats) claims.add(chat + ">" + node);
        return claims;
    }

    @Override
    public Evidence happen(FaultContext surroundings) {
        var cluster = surroundings.cluster();
        var database = cluster.node(node);
        database.kill();
        cluster.servers().copyPostgres();
        database.start();
        surroundings.hold(age);
        var work = surroundings.work();
        var began = System.nanoTime();
        var ways = chats.stream().map(chat -> cluster.links().link(chat, node)).toList();
        try {
            ways.forEach(Restore::close);
            database.kill();
            cluster.servers().restorePostgres();
            database.start();
            cluster.beginGeneration();
        } finally {
            ways.forEach(way -> way.become(Conditions.CLEAR));
        }
        return Evidence.of("newPid=" + database.pid())
                .and(work)
                .and("downMs", FaultContext.since(began));
    }

    private static void close(Link way) {
        way.become(PartitionMode.REFUSE.conditions());
        way.reset(1);
    }
}
