package dev.godwit.chat.delivery;

/// What delivery counts and times, in nanoseconds. Thread-safe.
public interface DeliveryMetrics {
    /// Hop `lookup`: one question to presence, answered or not.
    void lookup(long nanos);

    /// Hop `publish`: from the commit to the record's arrival at the broker.
    void publish(long nanos);

    /// Hints that will not arrive; their messages are found by the next head check.
    void lost(Loss why, int hints);

    /// Where a hint was lost.
    enum Loss {
        /// More was committed than could be published.
        QUEUE_FULL,
        /// Presence did not say where the people are, and it is not remembered either.
        NO_ROUTE,
        /// The broker did not take the record.
        NOT_PRODUCED,
        /// What was to be published could not be rendered.
        NOT_RENDERED
    }
}
