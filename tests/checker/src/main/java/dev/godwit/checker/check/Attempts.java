package dev.godwit.checker.check;

/// The attempts to send one message on one connection that have no answer yet. `repeats` say what
/// the message may say, `others` something else.
final class Attempts {
    final Message message;
    int repeats;
    int others;
    long firstSent;
    long lastSent;

    Attempts(Message message) {
        this.message = message;
    }
}
