package dev.godwit.bench.load;

import java.net.URI;

/// One user of the load: who, to whom, through which gateway, with which token.
public record Participant(int index, String user, String peer, URI gateway, String token) {}
