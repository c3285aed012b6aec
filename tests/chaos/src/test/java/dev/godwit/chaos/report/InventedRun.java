package dev.godwit.chaos.report;

import dev.godwit.chaos.report.ReportData.FaultCost;
import dev.godwit.chaos.report.ReportData.Quantiles;
import dev.godwit.chaos.report.ReportData.Series;
import dev.godwit.chaos.report.ReportData.Totals;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Ten minutes with forty faults of nine kinds, as a campaign looks like; no figure means anything.
final class InventedRun {
    static final int SECONDS = 600;
    private static final List<String> KINDS =
            List.of(
                    "kill gateway",
                    "kill chat-service",
                    "kill redis (empty)",
                    "kill kafka",
                    "kill postgres",
                    "pause gateway",
                    "partition",
                    "mass disconnect",
                    "rolling restart");

    private InventedRun() {}

    static ReportData data() {
        var faults = faults(new SplittableRandom(5));
        return new ReportData(
                SmallRun.CAMPAIGN,
                SECONDS,
                Conclusion.of(SmallRun.passed()),
                new Totals(
                        301_220,
                        303_411,
                        301_220,
                        0,
                        298_854,
                        1_204,
                        2_191,
                        0,
                        3_012,
                        9_482,
                        611,
                        new Quantiles(301_220L, 6.1, 48.0, 5_900.0),
                        new Quantiles(298_854L, 9.8, 410.0, 8_100.0)),
                series(faults),
                faults,
                Costs.byKind(faults));
    }

    private static List<FaultCost> faults(SplittableRandom random) {
        var faults = new ArrayList<FaultCost>();
        for (var i = 0; i < 40; i++) {
            var began = 15 + i * 14.2 + random.nextDouble(4);
            var ended = i == 39 ? null : began + 1 + random.nextDouble(i % 9 == 6 ? 25 : 6);
            var back = 400 + random.nextDouble(4000);
            faults.add(
                    new FaultCost(
                            i,
                            KINDS.get(i % KINDS.size()),
                            "node-" + i % 3,
                            "-9",
                            began,
                            ended,
                            i % 11 == 10 ? "" : "pid=%d in_flight=%d".formatted(4000 + i, i * 3),
                            new Quantiles(2_000L, 12.0, 900 + back / 4, 2 * back),
                            random.nextInt(80),
                            0,
                            ended == null ? null : random.nextDouble(300),
                            random.nextInt(2000),
                            back,
                            ended == null ? null : back / 3,
                            0,
                            i % 9 == 2 ? 3_100.0 : null));
        }
        return faults;
    }

    private static Series series(List<FaultCost> faults) {
        var random = new SplittableRandom(6);
        var rate = new ArrayList<Double>();
        var shown = new ArrayList<Double>();
        var median = new ArrayList<@Nullable Double>();
        var slow = new ArrayList<@Nullable Double>();
        var connected = new ArrayList<Double>();
        for (var second = 0; second < SECONDS; second++) {
            var trouble = trouble(faults, second);
            var accepted = 500 * (trouble && second % 3 == 0 ? 0.2 : 1) + random.nextDouble(40);
            var silent = second > 300 && second < 306;
            rate.add(silent ? 0 : accepted);
            shown.add(silent ? 0 : accepted * 0.98);
            median.add(silent ? null : (trouble ? 30 : 7) + random.nextDouble(3));
            slow.add(silent ? null : (trouble ? 1_500 : 30) + random.nextDouble(20));
            connected.add(second < 10 ? 200.0 * second : trouble ? 1_400.0 : 2_000.0);
        }
        return new Series(1, rate, shown, median, slow, median, slow, connected);
    }

    private static boolean trouble(List<FaultCost> faults, int second) {
        return faults.stream()
                .anyMatch(fault ->
                        second >= fault.began()
                                && fault.ended() != null
                                && second <= fault.ended() + 2);
    }
}
