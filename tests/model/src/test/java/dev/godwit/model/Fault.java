package dev.godwit.model;

/// What can go wrong beside what always can: clients that leave without a word, clean-ups that come
/// late or never, records that overtake each other.
enum Fault {
    /// With all its connections and what it had consumed; it is back at once under its old name.
    GATEWAY_DIES,
    RECORD_DOUBLED,

    /// The lease of a gateway's slot is another's: it claims another slot.
    SLOT_LOST,
    REDIS_LOSES_ALL,
    REDIS_SILENT_AT_REGISTRATION,

    /// After the commit, with what it had to publish.
    SERVICE_DIES,
    REDIS_SILENT_AT_LOOK_UP,
    RECORD_LOST
}
