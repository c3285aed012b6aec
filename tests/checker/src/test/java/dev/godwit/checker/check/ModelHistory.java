package dev.godwit.checker.check;

import dev.godwit.checker.check.ModelServer.Row;
import dev.godwit.checker.history.Event;
import dev.godwit.checker.history.Found;

import java.util.List;

/// History over HTTP as both people of each conversation see it, in small pages.
final class ModelHistory {
    private static final int LIMIT = 7;

    private final ModelRun run;

    ModelHistory(ModelRun run) {
        this.run = run;
    }

    void pages(List<Event> found) {
        for (var rows : run.server.conversations.values()) {
            var one = rows.getFirst().sender();
            var other = rows.getFirst().recipient();
            upwards(one, other, rows, found);
            if (!one.equals(other)) upwards(other, one, rows, found);
            lastPage(other, one, rows, found);
        }
    }

    private static void upwards(String reader, String peer, List<Row> rows, List<Event> found) {
        for (var after = 0; after < rows.size(); after += LIMIT) {
            var end = Math.min(rows.size(), after + LIMIT);
            found.add(new Found.Page(reader, peer, after, -1, end - after, end < rows.size()));
            rows.subList(after, end).forEach(row -> found.add(shown(row)));
        }
    }

    private static void lastPage(String reader, String peer, List<Row> rows, List<Event> found) {
        var first = Math.max(0, rows.size() - LIMIT);
        found.add(
                new Found.Page(reader, peer, -1, rows.size() + 1L, rows.size() - first, first > 0));
        rows.subList(first, rows.size()).forEach(row -> found.add(shown(row)));
    }

    private static Found shown(Row row) {
        return new Found.Shown(
                row.seq(),
                row.at(),
                row.id(),
                row.sender(),
                row.recipient(),
                row.kind(),
                row.hash());
    }
}
