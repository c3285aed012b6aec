package dev.godwit.judge.workload;

/// What else devices do.
///
/// Shares of the devices: `slowReaders` read slowly from small buffers, `lateAckers` acknowledge
/// nothing for seconds at a time. Per connection and minute: `leaves`, of which a share `politely`
/// with a Close frame, the others without, and a share `longAbsences` for up to `absenceMs`; and
/// `displacements`, where a device connects a second time. A share `shortTokens` of the connections
/// has a token that lives only `shortTokenMs`.
public record Mischief(
        double slowReaders,
        double lateAckers,
        double leaves,
        double politely,
        double longAbsences,
        int absenceMs,
        double displacements,
        double shortTokens,
        int shortTokenMs) {
    public Mischief {
        Shares.check("mischief.slowReaders", slowReaders);
        Shares.check("mischief.lateAckers", lateAckers);
        Shares.check("mischief.politely", politely);
        Shares.check("mischief.longAbsences", longAbsences);
        Shares.check("mischief.shortTokens", shortTokens);
        Shares.atLeast("mischief.absenceMs", absenceMs, 0);
        Shares.atLeast("mischief.shortTokenMs", shortTokenMs, 1_000);
    }

    public static Mischief usual() {
        return new Mischief(0.05, 0.05, 0.5, 0.5, 0.2, 20_000, 0.2, 0.05, 10_000);
    }

    /// Devices that connect and stay.
    public static Mischief none() {
        return new Mischief(0, 0, 0, 0.5, 0, 0, 0, 0, 10_000);
    }
}
