package dev.godwit.bench.ledger;

/// What must never happen, in the words of the report.
public enum Violation {
    LOST("accepted, never delivered"),
    UNANSWERED("neither accepted nor refused"),
    DOUBLED("delivered or accepted twice"),
    DISORDERED("out of order"),
    HOLE("a number is missing"),
    ALTERED("not what was sent"),
    REFUSED_BUT_DELIVERED("refused, yet delivered"),
    DISCONNECTED("a connection ended"),
    PROCESS_ENDED("a process of the stack ended");

    private final String meaning;

    Violation(String meaning) {
        this.meaning = meaning;
    }

    public String meaning() {
        return meaning;
    }
}
