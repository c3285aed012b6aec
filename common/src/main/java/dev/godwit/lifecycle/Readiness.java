package dev.godwit.lifecycle;

/// A long-running part that can say whether it works. Thread-safe and quick: it reports what is
/// known, it does not probe.
public interface Readiness {
    /// The word for this part in the health answer, such as `kafka`.
    String name();

    Status status();

    /// How a part is.
    sealed interface Status {
        record Ready() implements Status {}

        /// It works, but more slowly or not for everybody; another process would do no better.
        /// `reason` as below.
        record Degraded(String reason) implements Status {}

        /// `reason` is fit for an operator: what is missing or failing.
        record NotReady(String reason) implements Status {}
    }
}
