package dev.godwit.chat.upkeep;

/// The advisory lock of PostgreSQL that a log trimmer of the version before holds: as long as one
/// may run beside, devices are dropped under it.
final class UpkeepLock {
    static final long KEY = 7_270_001;

    private UpkeepLock() {}
}
