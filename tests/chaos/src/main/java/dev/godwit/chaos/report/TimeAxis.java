package dev.godwit.chaos.report;

/// The run cut into stretches of whole seconds, as few as a screen can show. Microseconds.
record TimeAxis(long begin, long end, long step, int stretches) {
    private static final long SECOND = 1_000_000;
    private static final int MOST_STRETCHES = 720;

    static TimeAxis of(long begin, long end) {
        var seconds = Math.max(1, (end - begin + SECOND - 1) / SECOND);
        var step = (seconds + MOST_STRETCHES - 1) / MOST_STRETCHES;
        return new TimeAxis(
                begin, end, step * SECOND, Math.toIntExact((seconds + step - 1) / step));
    }

    int stretch(long micros) {
        return Math.clamp((micros - begin) / step, 0, stretches - 1);
    }

    double seconds(long micros) {
        return (micros - begin) / (double) SECOND;
    }

    double stepSeconds() {
        return step / (double) SECOND;
    }
}
