package dev.godwit.chaos.proxy;

/// Whom new conditions are for.
public enum Affects {
    EVERYONE,
    /// Connections that are there now.
    OPEN_CONNECTIONS,
    /// Connections made from now on.
    NEW_CONNECTIONS
}
