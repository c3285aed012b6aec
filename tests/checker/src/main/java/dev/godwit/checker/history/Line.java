package dev.godwit.checker.history;

/// One line of a history: `number` from 1 on, `micros` of the machine's monotonic clock, which all
/// processes of one machine share.
public record Line(long number, long micros, Event event) {}
