package dev.godwit.mutants;

import dev.godwit.checker.check.Invariant;

import java.util.List;

/// The smallest play that makes one mutant visible. With the servers as they are it is a run like
/// any other.
///
/// `mutant` names the file; `broken` is what the checker has to find.
record Scenario(String mutant, Invariant broken, Script script) {
    /// Ends when everything that had to happen has, or will not.
    interface Script {
        void play(Stage stage);
    }

    static List<Scenario> all() {
        return List.of(
                new Scenario("acknowledge-before-commit", Invariant.S1, Sends::crashAtCommit),
                new Scenario("publish-before-commit", Invariant.S4, Sends::crashBeforeCommit),
                new Scenario("no-unique-key", Invariant.S3, Sends::repeat),
                new Scenario("other-content-is-a-repeat", Invariant.S3, Sends::conflict),
                new Scenario("swapped-answers", Invariant.S1, Sends::manyAtOnce),
                new Scenario("no-ordered-lane", Invariant.S5, Sends::manyAtOnce),
                new Scenario("history-begins-one-late", Invariant.S8, Sends::repeat),
                new Scenario("bodies-are-trimmed", Invariant.S2, Deliveries::blanks),
                new Scenario("pushed-to-everyone", Invariant.S9, Deliveries::bystander),
                new Scenario("tokens-never-end", Invariant.P, Deliveries::endOfToken),
                new Scenario("inbox-only-when-offline", Invariant.S7, Deliveries::unacknowledged),
                new Scenario("forget-on-write", Invariant.S7, Deliveries::unacknowledged),
                new Scenario("cursor-may-regress", Invariant.S7, Deliveries::lateAck),
                new Scenario("drop-on-unwritable", Invariant.S6, Deliveries::fullWindow),
                new Scenario("holes-are-skipped", Invariant.S6, Deliveries::lostHint),
                new Scenario("no-head-check", Invariant.L1, Routes::noKafka),
                new Scenario("read-before-register", Invariant.L1, Routes::slowRegistration),
                new Scenario("refresh-without-reading", Invariant.L1, Routes::lostRoute),
                new Scenario("blind-presence-delete", Invariant.L2, Routes::displaced),
                new Scenario("older-connections-stay", Invariant.L2, Routes::displaced),
                new Scenario("refresh-steals", Invariant.L2, Routes::displacedUnheard));
    }

    @Override
    public String toString() {
        return mutant;
    }
}
