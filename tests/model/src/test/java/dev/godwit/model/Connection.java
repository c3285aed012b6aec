package dev.godwit.model;

import java.util.ArrayList;
import java.util.List;

/// One connection of the device, as its gateway knows it.
///
/// `gone`: the client has left without a word, and the gateway does not know. `registered`: it
/// belongs to those whose routes are refreshed. `from` and `written`: the cursor it began at, and
/// what was written to its socket since. `page`: the head that a page under way was read with, or
/// `NONE`. `hinted`: the highest position heard of while reading. `acking`: the ack of `acked` is
/// on its way.
record Connection(
        int id,
        int gateway,
        boolean gone,
        Phase phase,
        int epoch,
        boolean registered,
        int from,
        List<Integer> written,
        int page,
        int hinted,
        int acked,
        boolean acking) {
    static final int NONE = -1;

    /// More than can ever be in the log: one more read, whatever comes.
    static final int WHATEVER_COMES = 99;

    enum Phase {
        OPENING,
        NUMBERED,
        READING,
        LIVE
    }

    static Connection opening(int id, int gateway) {
        return new Connection(
                id, gateway, false, Phase.OPENING, 0, false, 0, List.of(), NONE, 0, 0, false);
    }

    int pushed() {
        return written.isEmpty() ? from : written.getLast();
    }

    boolean reads() {
        return !gone && (phase == Phase.READING || phase == Phase.LIVE);
    }

    /// What its gateway goes on to do for it reaches nobody, and makes no difference any more.
    Connection left() {
        var early = phase.compareTo(Phase.READING) < 0;
        return new Connection(
                id,
                gateway,
                true,
                early ? phase : Phase.LIVE,
                epoch,
                registered,
                0,
                List.of(),
                NONE,
                0,
                acked,
                acking);
    }

    Connection in(Phase other) {
        return new Connection(
                id,
                gateway,
                gone,
                other,
                epoch,
                registered,
                from,
                written,
                page,
                hinted,
                acked,
                acking);
    }

    Connection numbered(int newEpoch, int cursor) {
        return new Connection(
                id,
                gateway,
                gone,
                Phase.NUMBERED,
                newEpoch,
                registered,
                cursor,
                List.of(),
                NONE,
                0,
                cursor,
                false);
    }

    Connection inPresence() {
        return new Connection(
                id, gateway, gone, phase, epoch, true, from, written, page, hinted, acked, acking);
    }

    /// Asks for a page; one that is under way already will not be enough.
    Connection readingForward() {
        if (!reads()) return this;
        return reading(
                phase == Phase.READING ? page : NONE, phase == Phase.READING ? WHATEVER_COMES : 0);
    }

    Connection reading(int newPage, int newHinted) {
        return new Connection(
                id,
                gateway,
                gone,
                Phase.READING,
                epoch,
                registered,
                from,
                written,
                newPage,
                newHinted,
                acked,
                acking);
    }

    Connection writing(int n) {
        var more = new ArrayList<>(written);
        more.add(n);
        return new Connection(
                id,
                gateway,
                gone,
                phase,
                epoch,
                registered,
                from,
                List.copyOf(more),
                page,
                hinted,
                acked,
                acking);
    }

    /// There is nothing any more to be shown up to `n`.
    Connection passingOver(int n) {
        return new Connection(
                id, gateway, gone, phase, epoch, registered, n, List.of(), page, hinted, n, acking);
    }

    Connection acknowledging(int n, boolean underWay) {
        return new Connection(
                id,
                gateway,
                gone,
                phase,
                epoch,
                registered,
                from,
                written,
                page,
                hinted,
                n,
                underWay);
    }
}
