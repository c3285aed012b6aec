package dev.godwit.chaos.proxy;

/// All that a link does at one time: at its entrance, from there to the target (`forth`), and from
/// the target back.
public record Conditions(Entrance entrance, Flow forth, Flow back) {
    public static final Conditions CLEAR = new Conditions(Entrance.OPEN, Flow.CLEAR, Flow.CLEAR);

    /// Cut off, until it heals: whatever is under way arrives afterwards.
    public static final Conditions STALLED =
            new Conditions(Entrance.OPEN, Flow.stalled(), Flow.stalled());

    /// Cut off for good: nothing of what is under way arrives, and neither side is told.
    public static final Conditions BLACK_HOLE =
            new Conditions(Entrance.OPEN, Flow.swallowed(), Flow.swallowed());

    public static Conditions both(Flow flow) {
        return new Conditions(Entrance.OPEN, flow, flow);
    }

    public Conditions with(Entrance entrance) {
        return new Conditions(entrance, forth, back);
    }

    public Conditions withForth(Flow forth) {
        return new Conditions(entrance, forth, back);
    }

    public Conditions withBack(Flow back) {
        return new Conditions(entrance, forth, back);
    }
}
