package dev.godwit.checker.check;

/// A message as its sender keeps it until it has ended.
final class Letter {
    final String user;
    final String peer;
    final String id;
    final String kind;
    final String hash;
    final boolean http;

    /// Sent where it is now, without an answer yet.
    boolean underWay;

    Letter(String user, String peer, String id, String kind, String hash, boolean http) {
        this.user = user;
        this.peer = peer;
        this.id = id;
        this.kind = kind;
        this.hash = hash;
        this.http = http;
    }

    Letter withHash(String other) {
        return new Letter(user, peer, id, kind, other, http);
    }
}
