package dev.godwit.chat.inbox;

import dev.godwit.chat.database.Column;
import dev.godwit.chat.database.Pipeline;
import dev.godwit.id.ClientMessageId;
import dev.godwit.id.UserId;
import dev.godwit.internalapi.ReadBatch;
import dev.godwit.internalapi.ReadBatch.Entry;
import dev.godwit.internalapi.ReadBatch.Page;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.ServerFrameEncoder;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads pages of many logs in one round trip and renders each entry for the device that asks.
/// Blocking; thread-safe.
final class PageReader {
    private static final int MAX_ENTRIES = 256;
    private static final int MAX_PAGE_BYTES = 64 * 1024;

    /// What all pages of an answer share: the more are asked for, the shorter each is, but none is
    /// empty that has something to show.
    private static final int MAX_ANSWER_BYTES = 2 * 1024 * 1024;

    /// Heads first: the entries are read later, so a page that reaches the head has missed nothing
    /// up to it.
    private static final String HEADS =
            "SELECT user_id, head FROM inbox.log WHERE user_id = ANY (?)";

    /// Entries looked at in one go where those before had nothing to show, for all pages of an
    /// answer, and how often.
    private static final long MAX_SCAN = 4_096;

    private static final int MAX_SCANS = 8;

    /// Entries first, then their messages: however many are gone, no statement looks at more
    /// entries than `size`, and no more bodies are read than can fit a page.
    private static final String ENTRIES =
            """
            SELECT k.i, p.n, p.own, p.origin_device,
                   p.client_id, p.sender, p.recipient, p.seq, p.at, p.kind, p.body
            FROM unnest(?, ?, ?, ?) WITH ORDINALITY AS k (user_id, after, size, bytes, i)
            CROSS JOIN LATERAL (
                SELECT e.n, e.own, e.origin_device, m.client_id, m.sender, m.recipient, m.seq, m.at,
                       m.kind, m.body,
                       coalesce(sum(octet_length(m.body)) OVER (
                           ORDER BY e.n ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)
                           AS bytes_before
                FROM (
                    SELECT n, own, origin_device, conversation_id, seq
                    FROM inbox.entry
                    WHERE user_id = k.user_id AND n > k.after
                    ORDER BY n
                    LIMIT k.size
                ) e
                LEFT JOIN message.message m USING (conversation_id, seq)
            ) p
            WHERE p.bytes_before < k.bytes
            ORDER BY k.i, p.n\
            """;

    private final ServerFrameEncoder frames;

    PageReader(ServerFrameEncoder frames) {
        this.frames = frames;
    }

    /// A page that shows nothing says that there is nothing up to the head. So whoever has met only
    /// entries whose messages are gone reads on, for a while; then the page says how far that went.
    List<Page> read(List<ReadBatch.Item> reads, Connection connection) throws SQLException {
        Map<String, Long> heads = new HashMap<>();
        var bytes = Math.min(MAX_PAGE_BYTES, MAX_ANSWER_BYTES / Math.max(1, reads.size()));
        var all = reads.stream().map(read -> new Reading(read, bytes)).toList();
        var users = Column.texts(reads, read -> read.user().value());
        var current = new CurrentGeneration();
        var pipeline =
                current.pipeline()
                        .query(HEADS, row -> heads.put(row.getString(1), row.getLong(2)), users);
        var due = all;
        for (var scans = 0; !due.isEmpty() && scans <= MAX_SCANS; scans++) {
            entries(pipeline, due, bytes, current).run(connection);
            pipeline = new Pipeline();
            due = due.stream().filter(Reading::goesOn).toList();
        }
        return all.stream()
                .map(each -> {
                    var head = heads.getOrDefault(each.read.user().value(), 0L);
                    return each.goesOn()
                            ? Page.upTo(each.after, current.id())
                            : each.page.page(head, current.id());
                })
                .toList();
    }

    private Pipeline entries(
            Pipeline pipeline, List<Reading> due, int bytes, CurrentGeneration current) {
        due.forEach(each -> each.begin(Math.max(1, MAX_SCAN / due.size())));
        return pipeline.query(
                ENTRIES,
                row -> {
                    var each = due.get(row.getInt(1) - 1);
                    if (current.includes(each.read.log())) {
                        each.add(row);
                    }
                },
                Column.texts(due, each -> each.read.user().value()),
                Column.longs(due, each -> each.after),
                Column.longs(due, each -> each.size),
                Column.longs(due, _ -> bytes));
    }

    /// One page, and how far its log has been looked through for it.
    private final class Reading {
        private final ReadBatch.Item read;
        private final PageBuilder page;
        private long after;
        private long size;
        private long scanned;

        Reading(ReadBatch.Item read, int bytes) {
            this.read = read;
            this.page = new PageBuilder(Math.clamp(read.limit(), 1, MAX_ENTRIES), bytes);
            this.after = read.after();
        }

        void begin(long scan) {
            size = size == 0 ? Math.clamp(read.limit(), 1, MAX_ENTRIES) : scan;
            scanned = 0;
        }

        void add(ResultSet row) throws SQLException {
            scanned++;
            after = row.getLong(2);
            var isGone = row.getString(5) == null;
            if (!isGone && page.hasRoom()) page.add(entry(row, read));
        }

        boolean goesOn() {
            return page.isEmpty() && scanned == size;
        }
    }

    private Entry entry(ResultSet row, ReadBatch.Item read) throws SQLException {
        var n = row.getLong(2);
        var fromHere = row.getBoolean(3) && read.device().value().equals(row.getString(4));
        return new Entry(n, frames.encode(fromHere ? accepted(row, n) : message(row, n)));
    }

    private static ServerFrame accepted(ResultSet row, long n) throws SQLException {
        return new ServerFrame.Accepted(
                new ClientMessageId(row.getString(5)),
                new UserId(row.getString(7)),
                row.getLong(8),
                row.getLong(9),
                false,
                n);
    }

    private static ServerFrame message(ResultSet row, long n) throws SQLException {
        return new ServerFrame.Message(
                n,
                new ClientMessageId(row.getString(5)),
                new UserId(row.getString(6)),
                new UserId(row.getString(7)),
                row.getLong(8),
                row.getLong(9),
                row.getString(10),
                new String(row.getBytes(11), StandardCharsets.UTF_8));
    }
}
