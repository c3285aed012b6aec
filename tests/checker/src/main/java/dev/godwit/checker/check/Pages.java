package dev.godwit.checker.check;

import static dev.godwit.checker.check.Harm.DISORDERED;
import static dev.godwit.checker.check.Harm.LOST;
import static dev.godwit.checker.check.Harm.OTHER;
import static dev.godwit.checker.check.Invariant.S8;

import dev.godwit.checker.history.Found;

import org.jspecify.annotations.Nullable;

/// History over HTTP against the tables: S8.
final class Pages {
    private final World world;
    private final Findings findings;
    private @Nullable Open open;
    private long rows;

    /// A page of which rows are still due.
    private record Open(
            Found.Page page, @Nullable Conversation conversation, long next, int missing) {}

    Pages(World world, Findings findings) {
        this.world = world;
        this.findings = findings;
    }

    long rows() {
        return rows;
    }

    void add(Found.Page page) {
        end();
        var conversation = world.known(page.reader(), page.peer());
        var first = page.after() >= 0 ? page.after() + 1 : page.before() - page.rows();
        var last = first + page.rows() - 1;
        open = new Open(page, conversation, first, page.rows());
        var all = conversation == null ? 0 : conversation.rows.last();
        var more = page.after() >= 0 ? last < all : first > 1;
        if (page.hasMore() != more) {
            findings.add(S8, LOST, "history", page, "hasMore although the last seq is", all);
        }
        if (conversation == null || page.after() < 0) return;
        var side = conversation.side(world.user(page.reader()));
        if (page.after() == conversation.readOverHttp[side]) {
            conversation.readOverHttp[side] = Math.max(page.after(), last);
        }
    }

    void add(Found.Shown row) {
        rows++;
        if (open == null || open.missing == 0) {
            findings.add(S8, OTHER, "history", "more rows than the page has:", row);
            return;
        }
        var seq = open.next;
        var message = open.conversation == null ? null : open.conversation.rows.at(seq);
        if (row.seq() != seq || message == null) {
            findings.add(S8, DISORDERED, "history", row, "in the place of seq", seq, message);
        } else if (!same(row, message)) {
            findings.add(S8, OTHER, "history", row, "is not what is stored:", message);
        }
        open = new Open(open.page, open.conversation, seq + 1, open.missing - 1);
    }

    /// Once everything has been read: every conversation was, by both.
    void check() {
        end();
        for (var conversation : world.conversations()) {
            for (var reader : new User[] {conversation.low, conversation.high}) {
                var read = conversation.readOverHttp[conversation.side(reader)];
                if (read != conversation.rows.last()) {
                    findings.add(
                            S8,
                            LOST,
                            "history",
                            reader,
                            "saw",
                            conversation,
                            "up to",
                            read,
                            "of",
                            conversation.rows.last());
                }
            }
        }
    }

    private void end() {
        if (open != null && open.missing > 0) {
            findings.add(S8, LOST, "history", open.page, "lacks the last", open.missing, "rows");
        }
        open = null;
    }

    private static boolean same(Found.Shown row, Message message) {
        return row.at() == message.at
                && row.id().equals(message.id)
                && row.from().equals(message.sender.name)
                && row.to().equals(message.recipient.name)
                && row.kind().equals(message.kind)
                && row.hash().equals(message.hash);
    }
}
