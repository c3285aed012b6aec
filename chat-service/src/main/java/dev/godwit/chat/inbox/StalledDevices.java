package dev.godwit.chat.inbox;

import dev.godwit.internalapi.OpenBatch.Opened;

import io.micrometer.core.instrument.Counter;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The alarm for clients that die of a message: their device opens again and again at the same
/// entry. Thread-safe.
///
/// Nothing is skipped for it. The entry is named, so that somebody can look at it.
record StalledDevices(Counter openings) {
    private static final Logger LOG = LoggerFactory.getLogger(StalledDevices.class);
    private static final int SUSPICIOUS = 5;
    private static final int REPEAT_EVERY = 100;

    /// `stalled`: how often in a row the device opened at this cursor with entries due.
    void opened(DeviceKey key, Opened opened, int stalled) {
        if (stalled < SUSPICIOUS) return;
        openings.increment();
        if (stalled == SUSPICIOUS || stalled % REPEAT_EVERY == 0)
            LOG.atWarn()
                    .addKeyValue("user", key.user())
                    .addKeyValue("device", key.device())
                    .addKeyValue("n", opened.cursor() + 1)
                    .addKeyValue("times", stalled)
                    .log("device does not get past an entry");
    }
}
