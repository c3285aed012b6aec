package dev.godwit.chaos.network;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Namespaces and bridges whose owners died without removing them. Blocks.
final class Leftovers {
    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
    private static final Pattern BRIDGE = Pattern.compile("gwb([0-9a-z]{1,7})\\.\\d+");

    private Leftovers() {}

    /// Ends what still runs in them, and removes them.
    static void remove() {
        var living = living();
        for (var namespace : namespaces()) {
            Owner.of(namespace)
                    .filter(owner -> !owner.isAlive())
                    .ifPresent(_ -> removeWithProcesses(namespace));
        }
        for (var bridge : bridges()) {
            var name = BRIDGE.matcher(bridge);
            if (name.matches()
                    && !living.contains(Long.parseLong(name.group(1), Character.MAX_RADIX))) {
                Ip.say("link", "del", bridge);
            }
        }
    }

    static List<String> namespaces() {
        return Ip.say("netns", "list")
                .lines()
                .map(line -> line.split(" ", 2)[0])
                .filter(name -> name.startsWith("godwit-"))
                .toList();
    }

    static List<String> bridges() {
        return Ip.say("-o", "link", "show", "type", "bridge")
                .lines()
                .map(line -> line.split(":", 3)[1].strip())
                .toList();
    }

    static void removeWithProcesses(String namespace) {
        Ip.say("netns", "pids", namespace)
                .lines()
                .map(pid -> Long.parseLong(pid.strip()))
                .forEach(pid -> ProcessHandle.of(pid).ifPresent(left -> end(namespace, left)));
        Ip.say("netns", "del", namespace);
    }

    private static void end(String namespace, ProcessHandle left) {
        LOG.atWarn()
                .addKeyValue("namespace", namespace)
                .addKeyValue("pid", left.pid())
                .log("ending a process that was left in a namespace");
        left.destroyForcibly();
    }

    private static Set<Long> living() {
        return namespaces().stream()
                .flatMap(name -> Owner.of(name).stream())
                .filter(Owner::isAlive)
                .map(Owner::pid)
                .collect(Collectors.toSet());
    }
}
