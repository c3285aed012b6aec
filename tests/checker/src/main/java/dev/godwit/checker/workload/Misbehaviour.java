package dev.godwit.checker.workload;

/// What else devices do.
///
/// Shares of the devices: `slowReaders` read slowly from small buffers, `lateAckers` acknowledge
/// nothing for seconds at a time. Per connection and minute: `leaves`, of which a share `politely`
/// with a Close frame, the others without, and a share `longAbsences` for up to `absenceMs`; and
/// `displacements`, where a device connects a second time. A share `shortTokens` of the connections
/// has a token that lives only `shortTokenMs`.
public record Misbehaviour(
        double slowReaders,
        double lateAckers,
        double leaves,
        double politely,
        double longAbsences,
        int absenceMs,
        double displacements,
        double shortTokens,
        int shortTokenMs) {
    public Misbehaviour {
        Shares.check("misbehaviour.slowReaders", slowReaders);
        Shares.check("misbehaviour.lateAckers", lateAckers);
        Shares.check("misbehaviour.politely", politely);
        Shares.check("misbehaviour.longAbsences", longAbsences);
        Shares.check("misbehaviour.shortTokens", shortTokens);
        Shares.atLeast("misbehaviour.absenceMs", absenceMs, 0);
        Shares.atLeast("misbehaviour.shortTokenMs", shortTokenMs, 1_000);
    }

    public static Misbehaviour usual() {
        return new Misbehaviour(0.05, 0.05, 0.5, 0.5, 0.2, 20_000, 0.2, 0.05, 10_000);
    }

    /// Devices that connect and stay.
    public static Misbehaviour none() {
        return new Misbehaviour(0, 0, 0, 0.5, 0, 0, 0, 0, 10_000);
    }
}
