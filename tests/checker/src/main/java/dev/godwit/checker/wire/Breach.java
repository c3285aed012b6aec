package dev.godwit.checker.wire;

/// A server said something that its protocol does not allow.
public final class Breach extends Exception {
    public Breach(String what) {
        super(what);
    }

    public String what() {
        return String.valueOf(getMessage());
    }
}
