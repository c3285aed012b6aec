package dev.godwit.local.chat;

import dev.godwit.protocol.ServerFrame;

import java.io.PrintWriter;

/// A screen that only ever adds lines: for pipes, files and tests.
record PlainScreen(PrintWriter out, Wording wording) implements Screen {
    @Override
    public void earlier(ServerFrame.Message message) {
        arrived(message);
    }

    @Override
    public void arrived(ServerFrame.Message message) {
        line(
                "%s  %s: %s"
                        .formatted(
                                wording.clock(message.at()),
                                wording.people(message),
                                Wording.printable(message.body())));
    }

    @Override
    public void outgoing(Outgoing message) {
        line(
                "%s  %s: %s  %s %s"
                        .formatted(
                                wording.clock(message.at()),
                                wording.me(),
                                Wording.printable(message.body()),
                                Wording.mark(message),
                                Wording.words(message)));
    }

    @Override
    public void notice(String text) {
        line("-- " + text);
    }

    private void line(String text) {
        out.println(text);
        out.flush();
    }
}
