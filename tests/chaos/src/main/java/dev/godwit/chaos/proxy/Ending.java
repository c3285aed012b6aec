package dev.godwit.chaos.proxy;

/// How a connection ends.
public enum Ending {
    /// In order, with a FIN.
    CLOSE,
    /// At once, with an RST.
    RESET
}
