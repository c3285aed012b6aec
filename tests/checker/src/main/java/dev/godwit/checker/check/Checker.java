package dev.godwit.checker.check;

import dev.godwit.checker.RunDirectory;
import dev.godwit.checker.history.BrokenHistory;
import dev.godwit.checker.history.Event.Act;
import dev.godwit.checker.history.Event.FaultBegan;
import dev.godwit.checker.history.Event.FaultEnded;
import dev.godwit.checker.history.Found;

import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Joins everything that a run left behind and says what it shows. Used once, by one thread.
public final class Checker {
    private final RunDirectory run;
    private final MinimumCoverage demands;
    private final World world = new World();
    private final Findings findings;
    private final Counts counts = new Counts();
    private final InvalidReasons doubts = new InvalidReasons();
    private final Rest rest = new Rest();
    private final Tables tables;
    private final Pages pages;
    private final Faults faults;
    private final HistoryReplay trial;
    private final AtRest atRest;
    private final Incarnations incarnations = new Incarnations();
    private boolean rested;

    private Checker(RunDirectory run, MinimumCoverage demands) {
        this.run = run;
        this.demands = demands;
        this.findings = new Findings(demands.shown());
        this.tables = new Tables(world, findings);
        this.pages = new Pages(world, findings);
        this.faults = new Faults(counts, world.generations);
        this.trial = new HistoryReplay(world, findings, counts);
        this.atRest = new AtRest(world, findings, counts, micros(demands.deliveredWithin()));
    }

    /// Evidence must have been gathered, and everybody who wrote histories must have ended since.
    public static Verdict judge(RunDirectory run, MinimumCoverage demands) {
        return new Checker(run, demands).verdict();
    }

    private Verdict verdict() {
        if (!Files.exists(run.evidence()) || run.historyFiles().isEmpty()) {
            return new Verdict.Invalid(
                    figures(), List.of("%s: no evidence, or no histories".formatted(run.path())));
        }
        try {
            readEvidence();
            readHistories();
        } catch (BrokenHistory e) {
            return new Verdict.Invalid(figures(), List.of(String.valueOf(e.getMessage())));
        }
        conclude();
        if (!findings.none()) {
            return new Verdict.Failed(
                    figures(), findings.totals(), findings.violations(), doubts.reasons());
        }
        return doubts.reasons().isEmpty()
                ? new Verdict.Passed(figures())
                : new Verdict.Invalid(figures(), doubts.reasons());
    }

    private void readEvidence() {
        doubts.sameRun(
                run.evidence(),
                new EvidenceReading(tables, pages, rest, doubts).read(run.evidence()));
        tables.check();
        pages.check();
    }

    private void readHistories() {
        var files = new ArrayList<>(run.historyFiles());
        if (Files.exists(run.faults())) files.add(run.faults());
        try (var merge = new Merge(files)) {
            for (var told = merge.next(); !(told instanceof Merge.Told.Over); told = merge.next()) {
                switch (told) {
                    case Merge.Told.Said(var source, var line) -> {
                        if (line.micros() > rest.gathered) rest();
                        said(new Moment(source, line));
                    }
                    case Merge.Told.Silent(var source) -> silent(source);
                    case Merge.Told.Over() -> {}
                }
            }
            rest();
        }
    }

    private void said(Moment at) {
        switch (at.line().event()) {
            case Act act -> trial.said(at, act);
            case FaultBegan fault -> faults.began(at.micros(), fault);
            case FaultEnded fault -> faults.ended(at.micros(), fault);
            case Found found -> doubts.add(at.where() + ": is no history: " + found);
        }
    }

    private void silent(Source source) {
        doubts.sameRun(source, source.began());
        if (source.isFor(run.faults())) {
            if (!source.ended()) doubts.add(source + ": is not complete");
            return;
        }
        trial.silent(source);
        incarnations.add(source);
    }

    /// Everything up to the gathering of evidence has been told.
    private void rest() {
        if (rested) return;
        rested = true;
        atRest.check(rest.gathered, faults.healed());
        if (atRest.young() > 0) {
            doubts.add("gathered too early to tell of entries: " + atRest.young());
        }
        faults.active().forEach(fault -> doubts.add("gathered during " + fault));
    }

    private void conclude() {
        var rows = new Rows(world, findings, counts);
        var order = new Order(findings);
        for (var conversation : world.conversations()) {
            rows.check(conversation);
            order.check(conversation);
        }
        tables.checkOrigins();
        new Cursors(world, findings).check(atRest.settled());
        var presence = new Presence(world, findings, rest, micros(demands.presentWithin()));
        presence.check(faults.healed());
        if (presence.young() > 0) {
            doubts.add("gathered too early to tell of connections: " + presence.young());
        }
        doubts.addAll(incarnations.doubts(faults));
        doubts.check(demands, counts);
    }

    private Figures figures() {
        return counts.figures(findings, pages.rows(), incarnations.count());
    }

    private static long micros(Duration time) {
        return time.toNanos() / 1000;
    }
}
