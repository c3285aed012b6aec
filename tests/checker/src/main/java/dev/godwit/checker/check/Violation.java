package dev.godwit.checker.check;

/// One place where the run is not as it must be. `what` names the message; `where` is a file and
/// line, or what was found in the system.
public record Violation(Invariant invariant, Harm harm, String what, String where) {
    @Override
    public String toString() {
        return "%s %s [%s]".formatted(invariant, what, where);
    }
}
