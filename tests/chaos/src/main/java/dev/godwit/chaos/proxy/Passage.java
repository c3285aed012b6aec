package dev.godwit.chaos.proxy;

/// Whether what enters one direction of a link leaves it.
public enum Passage {
    OPEN,
    /// As in a partition that heals: what is sent waits, and goes on, whole, when the passage
    /// opens. When the bound is reached the link stops reading and the sender notices as it would.
    STALLED,
    /// As in a partition that outlasts both: bytes, closes and resets vanish, and nobody is told. A
    /// connection that lost something is reset when the passage opens, as TCP would.
    SWALLOWED
}
