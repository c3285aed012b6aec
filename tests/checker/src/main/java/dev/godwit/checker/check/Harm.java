package dev.godwit.checker.check;

/// What a violation means to somebody who uses the system.
public enum Harm {
    LOST,
    DOUBLED,
    DISORDERED,
    FABRICATED,
    OTHER
}
