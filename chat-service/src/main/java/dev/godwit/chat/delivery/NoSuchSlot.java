package dev.godwit.chat.delivery;

/// A route names a slot that this installation does not have: its record can arrive nowhere, which
/// says nothing about those of other slots.
public final class NoSuchSlot extends RuntimeException {
    public NoSuchSlot(int slot, int slots) {
        super("slot: %d (expected: below %d)".formatted(slot, slots));
    }
}
