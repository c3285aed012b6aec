package dev.godwit.chat.upkeep;

/// The advisory lock of PostgreSQL that upkeep holds: trimming and dropping devices take turns, on
/// all nodes together. So nobody trims by the cursor of a device that is gone already, above that
/// of a new one.
final class UpkeepLock {
    static final long KEY = 7_270_001;

    private UpkeepLock() {}
}
