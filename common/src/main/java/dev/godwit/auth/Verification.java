package dev.godwit.auth;

/// What became of a token.
public sealed interface Verification {
    record Valid(Identity identity) implements Verification {}

    /// Refused. `reason` is fit for logs and for the bearer: it never holds the token.
    record Refused(String reason) implements Verification {}
}
