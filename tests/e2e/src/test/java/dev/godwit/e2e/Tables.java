package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.infra.TestPostgres;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/// What the tables say, read without any code of the servers.
record Tables(TestPostgres.Database database) {
    private static final String SEQS =
            """
            SELECT seq FROM message.message
            WHERE (sender = ? AND recipient = ?) OR (recipient = ? AND sender = ?) ORDER BY seq
            """;

    private static final String ENTRIES = "SELECT n FROM inbox.entry WHERE user_id = ? ORDER BY n";

    private static final String HEAD = "SELECT head FROM inbox.log WHERE user_id = ?";

    List<Long> seqs(String one, String other) {
        return longs(SEQS, one, other, one, other);
    }

    /// From the first entry that is still kept, every position up to the head is there once.
    void assertLogIsWhole(String user) {
        var head = longs(HEAD, user).getFirst();
        var entries = longs(ENTRIES, user);
        var first = entries.isEmpty() ? head + 1 : entries.getFirst();
        assertThat(entries).isEqualTo(LongStream.rangeClosed(first, head).boxed().toList());
    }

    static List<Long> oneTo(int count) {
        return LongStream.rangeClosed(1, count).boxed().toList();
    }

    private List<Long> longs(String sql, String... parameters) {
        try (var connection =
                        DriverManager.getConnection(
                                database.jdbcUrl(), database.user(), database.password());
                var statement = connection.prepareStatement(sql)) {
            for (var i = 0; i < parameters.length; i++) statement.setString(i + 1, parameters[i]);
            var values = new ArrayList<Long>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) values.add(rows.getLong(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
