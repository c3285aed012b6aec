package dev.godwit.embedded;

/// What survives the machine: data that matters is `ON_DISK`, the data of a test is `NONE`.
///
/// Either survives a restart of the server that was asked to stop.
public enum Durability {
    /// PostgreSQL syncs every commit; Redis appends every write to its log.
    ON_DISK,
    /// PostgreSQL never syncs; Redis keeps its data in memory only.
    NONE
}
