package dev.godwit.auth;

import dev.godwit.id.UserId;

import java.time.Instant;

/// Who a valid token speaks for, and until when.
public record Identity(UserId user, Instant expiresAt) {}
