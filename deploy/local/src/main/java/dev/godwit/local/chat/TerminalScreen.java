package dev.godwit.local.chat;

import dev.godwit.id.ClientMessageId;
import dev.godwit.local.chat.Outgoing.Progress.Delivered;
import dev.godwit.local.chat.Outgoing.Progress.Refused;
import dev.godwit.protocol.ServerFrame;

import org.jline.reader.LineReader;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

import java.util.LinkedHashMap;
import java.util.Map;

/// A screen with the conversation above the line one is typing on. The mark behind a message of
/// one's own is rewritten in place as long as the message has not scrolled away.
final class TerminalScreen implements Screen {
    private static final AttributedStyle FAINT = AttributedStyle.DEFAULT.faint();
    private static final AttributedStyle MINE =
            AttributedStyle.DEFAULT.foreground(AttributedStyle.CYAN).bold();
    private static final AttributedStyle THEIRS =
            AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN).bold();
    private static final AttributedStyle WRONG =
            AttributedStyle.DEFAULT.foreground(AttributedStyle.RED);

    private final Terminal terminal;
    private final LineReader reader;
    private final Wording wording;

    /// Where each unfinished message of one's own begins, as the count of rows printed before it.
    private final Map<ClientMessageId, Long> rows = new LinkedHashMap<>();

    private long printed;
    private int width;

    TerminalScreen(Terminal terminal, LineReader reader, Wording wording) {
        this.terminal = terminal;
        this.reader = reader;
        this.wording = wording;
        this.width = terminal.getSize().getColumns();
    }

    @Override
    public void earlier(ServerFrame.Message message) {
        print(
                new AttributedStringBuilder()
                        .styled(
                                FAINT,
                                "%s  %s  %s"
                                        .formatted(
                                                wording.clock(message.at()),
                                                wording.people(message),
                                                Wording.printable(message.body())))
                        .toAttributedString());
    }

    @Override
    public void arrived(ServerFrame.Message message) {
        var style = message.from().equals(wording.me()) ? MINE : THEIRS;
        print(
                new AttributedStringBuilder()
                        .styled(FAINT, wording.clock(message.at()))
                        .append("  ")
                        .styled(style, wording.people(message))
                        .append("  ")
                        .append(Wording.printable(message.body()))
                        .toAttributedString());
    }

    @Override
    public void outgoing(Outgoing message) {
        var line = line(message);
        var row = rows.get(message.id());
        if (row == null) {
            rows.put(message.id(), printed);
            print(line);
        } else rewrite(printed - row, line);
        if (message.progress() instanceof Delivered || message.progress() instanceof Refused)
            rows.remove(message.id());
    }

    private AttributedString line(Outgoing message) {
        var refused = message.progress() instanceof Refused;
        return new AttributedStringBuilder()
                .styled(FAINT, wording.clock(message.at()))
                .append("  ")
                .styled(MINE, wording.me().value())
                .append("  ")
                .append(Wording.printable(message.body()))
                .append("  ")
                .styled(
                        refused ? WRONG : FAINT,
                        refused ? "✗ " + Wording.words(message) : Wording.mark(message))
                .toAttributedString();
    }

    @Override
    public void notice(String text) {
        print(new AttributedString("· " + text, FAINT));
    }

    private void print(AttributedString line) {
        if (terminal.getSize().getColumns() != width) {
            width = terminal.getSize().getColumns();
            rows.clear(); // the terminal has laid the lines out anew
        }
        printed += height(line);
        reader.printAbove(line);
    }

    /// Goes `up` rows from the line being typed, writes, and comes back. The terminal's own wrap
    /// makes a line of several rows; only a line of the same height is rewritten.
    private void rewrite(long up, AttributedString line) {
        if (up >= terminal.getSize().getRows() || terminal.getSize().getColumns() != width) return;
        var down = up - height(line);
        var back = down > 0 ? "\u001b[" + down + "B" : "";
        // JLine adds no line break of its own behind this ending.
        reader.printAbove(
                "\u001b[%dA\r\u001b[K%s%s\r\n\u001b[0m".formatted(up, line.toAnsi(terminal), back));
    }

    private int height(AttributedString line) {
        return Math.max(1, Math.ceilDiv(line.columnLength(), Math.max(1, width)));
    }
}
