package dev.godwit.judge.check;

/// What a violation means to somebody who uses the system.
public enum Harm {
    LOST,
    DOUBLED,
    DISORDERED,
    FABRICATED,
    OTHER
}
