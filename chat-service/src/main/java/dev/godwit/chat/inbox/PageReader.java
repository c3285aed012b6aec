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
import java.util.stream.Stream;

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

    /// No more bodies are read than can fit a page. An entry whose message is gone is passed over.
    private static final String ENTRIES =
            """
            SELECT k.i, p.n, p.own, p.origin_device,
                   p.client_id, p.sender, p.recipient, p.seq, p.at, p.kind, p.body
            FROM unnest(?, ?, ?, ?) WITH ORDINALITY AS k (user_id, after, size, bytes, i)
            CROSS JOIN LATERAL (
                SELECT e.*, sum(e.bytes) OVER (ORDER BY e.n) - e.bytes AS bytes_before
                FROM (
                    SELECT e.n, e.own, e.origin_device, m.client_id, m.sender, m.recipient,
                           m.seq, m.at, m.kind, m.body, octet_length(m.body) AS bytes
                    FROM inbox.entry e
                    JOIN message.message m USING (conversation_id, seq)
                    WHERE e.user_id = k.user_id AND e.n > k.after
                    ORDER BY e.n
                    LIMIT k.size
                ) e
            ) p
            WHERE p.bytes_before < k.bytes
            ORDER BY k.i, p.n\
            """;

    private final ServerFrameEncoder frames;

    PageReader(ServerFrameEncoder frames) {
        this.frames = frames;
    }

    List<Page> read(List<ReadBatch.Item> reads, Connection connection) throws SQLException {
        Map<String, Long> heads = new HashMap<>();
        var bytes = Math.min(MAX_PAGE_BYTES, MAX_ANSWER_BYTES / Math.max(1, reads.size()));
        var pages = Stream.generate(() -> new PageBuilder(bytes)).limit(reads.size()).toList();
        var users = Column.texts(reads, read -> read.user().value());
        new Pipeline()
                .query(HEADS, row -> heads.put(row.getString(1), row.getLong(2)), users)
                .query(
                        ENTRIES,
                        row -> {
                            var i = row.getInt(1) - 1;
                            var page = pages.get(i);
                            if (page.hasRoom()) page.add(entry(row, reads.get(i)));
                        },
                        users,
                        Column.longs(reads, ReadBatch.Item::after),
                        Column.longs(reads, PageReader::size),
                        Column.longs(reads, _ -> bytes))
                .run(connection);
        return Stream.iterate(0, i -> i + 1)
                .limit(reads.size())
                .map(i -> pages.get(i).page(heads.getOrDefault(reads.get(i).user().value(), 0L)))
                .toList();
    }

    private static long size(ReadBatch.Item read) {
        return Math.clamp(read.limit(), 1, MAX_ENTRIES);
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
