package dev.godwit.checker.history;

import static dev.godwit.checker.history.EventText.line;

/// What was found as the middle of a line: the record's name and its components in their order.
final class FoundText {
    private FoundText() {}

    static String of(Found found) {
        var name = "Found" + found.getClass().getSimpleName();
        return switch (found) {
            case Found.Conversation(var conversation, var low, var high, var lastSeq) ->
                    line(name, conversation, low, high, lastSeq);
            case Found.Message m ->
                    line(
                            name,
                            m.conversation(),
                            m.seq(),
                            m.at(),
                            m.senderN(),
                            m.recipientN(),
                            m.sender(),
                            m.recipient(),
                            m.id(),
                            m.kind(),
                            m.hash());
            case Found.Mark(var conversation, var user, var delivered) ->
                    line(name, conversation, user, delivered);
            case Found.Generation(var log) -> line(name, log);
            case Found.Head(var user, var head, var floor) -> line(name, user, head, floor);
            case Found.Entry(var user, var n, var conversation, var seq, var own, var origin) ->
                    line(name, user, n, conversation, seq, own, origin);
            case Found.Cursor(var user, var device, var cursor, var epoch) ->
                    line(name, user, device, cursor, epoch);
            case Found.PresenceBegan() -> name;
            case Found.Route(var user, var device, var slot, var boot, var session, var epoch) ->
                    line(name, user, device, slot, boot, session, epoch);
            case Found.Slot(var slot, var boot) -> line(name, slot, boot);
            case Found.PresenceEnded() -> name;
            case Found.Page(var reader, var peer, var after, var before, var rows, var hasMore) ->
                    line(name, reader, peer, after, before, rows, hasMore);
            case Found.Shown(var seq, var at, var id, var from, var to, var kind, var hash) ->
                    line(name, seq, at, id, from, to, kind, hash);
        };
    }

    static Found parsed(String name, Fields in) {
        return switch (name) {
            case "FoundConversation" ->
                    new Found.Conversation(in.text(), in.text(), in.text(), in.number());
            case "FoundMessage" -> message(in);
            case "FoundMark" -> new Found.Mark(in.text(), in.text(), in.number());
            case "FoundGeneration" -> new Found.Generation(in.text());
            case "FoundHead" -> new Found.Head(in.text(), in.number(), in.number());
            case "FoundEntry" ->
                    new Found.Entry(
                            in.text(), in.number(), in.text(), in.number(), in.flag(), in.text());
            case "FoundCursor" -> new Found.Cursor(in.text(), in.text(), in.number(), in.number());
            case "FoundPresenceBegan" -> new Found.PresenceBegan();
            case "FoundRoute" ->
                    new Found.Route(
                            in.text(), in.text(), in.number(), in.text(), in.text(), in.number());
            case "FoundSlot" -> new Found.Slot(in.number(), in.text());
            case "FoundPresenceEnded" -> new Found.PresenceEnded();
            case "FoundPage" ->
                    new Found.Page(
                            in.text(), in.text(), in.number(), in.number(), in.small(), in.flag());
            case "FoundShown" ->
                    new Found.Shown(
                            in.number(),
                            in.number(),
                            in.text(),
                            in.text(),
                            in.text(),
                            in.text(),
                            in.text());
            default -> throw new IllegalArgumentException("no such event: " + name);
        };
    }

    private static Found message(Fields in) {
        return new Found.Message(
                in.text(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.text(),
                in.text(),
                in.text(),
                in.text(),
                in.text());
    }
}
