package dev.godwit.local;

import dev.godwit.local.stack.Console;
import dev.godwit.local.stack.StackPlan;

import java.nio.file.Path;

/// What a newcomer reads when the stack is ready: what to do next, and where things are.
record Banner(StackPlan plan, Path directory) {
    void print(Console console, long nanos) {
        console.line(
                """

                Godwit is ready after %.1f s. In two other terminals:

                  ./godwit chat --as alice --with bob%s
                  ./godwit chat --as bob --with alice%s

                The same conversation over HTTP:

                  curl -H "Authorization: Bearer $(./godwit token alice%s)" \\
                       http://127.0.0.1:%d/v1/conversations/bob/messages

                  clients   %s  (token: ./godwit token USER%s)
                  data      %s
                  logs      %s

                Stop everything with Ctrl-C. The data is kept; --fresh starts empty.\
                """
                        .formatted(
                                nanos / 1e9,
                                place(" --gateway 1"),
                                place(plan.gateways() > 1 ? " --gateway 2" : ""),
                                place(""),
                                plan.chatPort(),
                                plan.addressesForClients(),
                                place(""),
                                directory,
                                directory.resolve("logs")));
    }

    private String place(String options) {
        var usual = Path.of(System.getProperty("godwit.root", "."), ".godwit");
        var isUsual = usual.toAbsolutePath().normalize().equals(directory);
        return isUsual ? options : options + " --dir " + directory;
    }
}
