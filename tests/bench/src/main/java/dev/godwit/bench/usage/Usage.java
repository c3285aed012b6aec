package dev.godwit.bench.usage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What each party spent in a period, and how much memory it had at the end. `gone`: those that did
/// not live to see it.
public record Usage(Map<String, Spent> byName, List<String> gone) {
    public static Usage between(Map<String, Spent> before, Map<String, Spent> after) {
        var spent = new LinkedHashMap<String, Spent>();
        before.forEach((name, then) -> {
            var now = after.get(name);
            if (now != null) spent.put(name, now.since(then));
        });
        var gone = before.keySet().stream().filter(name -> !after.containsKey(name)).toList();
        return new Usage(spent, gone);
    }
}
