package dev.godwit.chat.intake;

import dev.godwit.config.ConfigReader;

/// How much waits and how much is committed at once. `batch` and `queue` count sends.
public record IntakeConfig(int workers, int batch, int queue, int queueBytes) {
    public static IntakeConfig read(ConfigReader settings) {
        return new IntakeConfig(
                settings.integer(
                        "chat.intake-workers",
                        2,
                        1,
                        64,
                        "Send transactions in flight at the same time. Fewer make larger batches."),
                settings.integer(
                        "chat.intake-batch", 512, 1, 10_000, "Sends per transaction, at most."),
                settings.integer(
                        "chat.intake-queue",
                        16_384,
                        1,
                        1_000_000,
                        "Sends that may wait; beyond that the answer is 503."),
                settings.integer(
                        "chat.intake-queue-bytes",
                        64 * 1024 * 1024,
                        1024 * 1024,
                        Integer.MAX_VALUE,
                        "What the sends that wait may take of the heap; beyond that the answer is"
                                + " 503."));
    }
}
