package dev.godwit.bench.report;

import java.util.Locale;

/// A report as a person reads it in a terminal.
public final class ReportText {
    private final StringBuilder text = new StringBuilder();

    private ReportText() {}

    public static String of(Report report) {
        var page = new ReportText();
        page.head(report);
        page.latencies(report);
        if (report.comparison() != null) page.comparison(report.comparison());
        page.costs(report);
        page.verdict(report);
        return page.text.toString();
    }

    private void head(Report report) {
        line(
                "%s: %,.0f messages/s intended, %d users, %d gateways, %d-byte bodies, %d s after"
                        + " %d s of warm-up",
                report.scenario(),
                report.intendedPerSecond(),
                report.users(),
                report.gateways(),
                report.bodyBytes(),
                report.measuredSeconds(),
                report.warmupSeconds());
        line(
                "achieved/s: sent %,.1f · accepted %,.1f · delivered %,.1f",
                report.sentPerSecond(), report.acceptedPerSecond(), report.deliveredPerSecond());
    }

    private void latencies(Report report) {
        line("");
        line("%-16s%10s%10s%10s%10s%10s", "latency, ms", "p50", "p90", "p99", "p99.9", "max");
        latency("accepted", report.acceptedMs());
        latency("delivered", report.deliveredMs());
        latency("generator's lag", report.lagMs());
    }

    private void latency(String name, Quantiles ms) {
        line(
                "%-16s%10.2f%10.2f%10.2f%10.2f%10.2f",
                name, ms.p50(), ms.p90(), ms.p99(), ms.p999(), ms.max());
    }

    private void comparison(Comparison compared) {
        line("");
        line("delivered, by turns:");
        latency("  calm", compared.calmMs());
        latency("  attacked", compared.attackedMs());
        line("p99 attacked / calm: %.2f", compared.p99Ratio());
        line(
                "the attacked gateway, calm / attacked, at most: buffers %.2f / %.2f MiB,"
                        + " waiting for clients %.2f / %.2f MiB",
                mebibytes(compared.calmBufferBytes()),
                mebibytes(compared.attackedBufferBytes()),
                mebibytes(compared.calmPendingBytes()),
                mebibytes(compared.attackedPendingBytes()));
        line("hostile connections: %s", compared.hostileConnections());
    }

    private static double mebibytes(long bytes) {
        return bytes / 1048576.0;
    }

    private void costs(Report report) {
        if (report.costs().isEmpty()) return;
        line("");
        line("%-16s%14s%14s%14s", "cost", "CPU µs/msg", "CPU % of core", "memory MiB");
        report.costs().forEach(this::cost);
        cost("= the system", report.system());
    }

    private void cost(String name, Cost cost) {
        line(
                "%-16s%14.1f%14.1f%14s",
                name,
                cost.cpuMicrosPerMessage(),
                cost.cpuPercent(),
                cost.memoryMiB() == 0 ? "-" : String.format(Locale.ROOT, "%.0f", cost.memoryMiB()));
    }

    private void verdict(Report report) {
        line("");
        line("errors: %s", report.errors().isEmpty() ? "none" : report.errors());
        report.violations().forEach((name, detail) -> line("VOID: %s, %s", name, detail));
        if (report.deliveredMs().count() == 0) line("VOID: nothing was delivered");
        if (report.valid())
            line(
                    "valid: %,d messages delivered exactly once, in order, intact",
                    report.deliveredMs().count());
    }

    @SuppressWarnings("AnnotateFormatMethod") // a dependency for one annotation
    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
