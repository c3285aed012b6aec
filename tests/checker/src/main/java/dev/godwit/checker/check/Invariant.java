package dev.godwit.checker.check;

/// What must hold in every run; the guarantees' numbers.
public enum Invariant {
    S1("what was accepted is in the tables, for ever"),
    S2("what is shown was sent: by that user, to that user, the same bytes"),
    S3("a message has one row and one number, however often it was sent"),
    S4("numbers rise by one, without hole or double"),
    S5("numbers follow the order of sending"),
    S6("each device is shown each entry once, in order"),
    S7("a cursor is what its device acknowledged, and nothing above it is forgotten"),
    S8("history shows what was accepted, in order, to both"),
    S9("frames for a user go to that user, and end with the token"),
    L1("a connected device has everything"),
    L2("presence is the set of live connections"),
    L3("every send ends"),
    P("the protocol is kept");

    private final String meaning;

    Invariant(String meaning) {
        this.meaning = meaning;
    }

    public String meaning() {
        return meaning;
    }
}
