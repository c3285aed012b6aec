package dev.godwit.gateway.registry;

/// What one user may have and do on this gateway, with all connections together.
public record UserLimits(
        int connections,
        int sendsPerSecond,
        int sendBurst,
        int openingsPerSecond,
        int openingBurst) {}
