package io.pagesync.run;

import io.pagesync.ledger.RunLedger;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.run.failure.Ending;
import io.pagesync.run.failure.FailureText;
import io.pagesync.run.failure.Failures;
import io.pagesync.run.failure.Participants;
import io.pagesync.run.failure.Refusals;
import io.pagesync.run.fetch.RunClock;
import io.pagesync.run.plan.Collection;
import io.pagesync.run.plan.Marking;
import io.pagesync.since.Reached;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a run ends: its destinations finish by the verdict on its pages, its ledger is closed, and its report is made. */
final class RunEnding {
    private final Run run;
    private final @Nullable Marking marking;
    private final RunLedger ledger;
    private final Failures failures;
    private final Refusals refusals;
    private final RunClock clock;

    RunEnding(Run run, RunLedger ledger, Failures failures, Refusals refusals, RunClock clock) {
        this.run = run;
        this.marking = run.marking();
        this.ledger = ledger;
        this.failures = failures;
        this.refusals = refusals;
        this.clock = clock;
    }

    /** Has the destinations finish, closes the ledger, and reports. */
    RunReport report(Outcome outcome, Participants destinations) {
        Verdict verdict = outcome.verdict();
        boolean onlyRefused = outcome.onlyRefused();
        if ((verdict.whole() || onlyRefused) && !isHeld()) {
            verdict = Verdict.PARTIAL;
            onlyRefused = false;
        }
        refusals.report(failures);
        boolean all = marking == null || !marking.isIncremental();
        List<String> where = destinations.finish(new Ending(verdict, all && proves(outcome), all), failures);
        boolean finished = where.size() >= destinations.size();
        verdict = verdict.whole() && !finished ? Verdict.PARTIAL : verdict;
        boolean settled = destinations.settle(verdict, failures);
        verdict = verdict.whole() && !settled ? Verdict.PARTIAL : verdict;
        RunReport report = report(verdict, outcome, where, refused(outcome, onlyRefused && finished && settled));
        try {
            ledger.close(report, reached(report.verdict()));
        } catch (RuntimeException e) {
            failures.add(0, "the ledger could not close the run: " + FailureText.of(e));
            return report(verdict.whole() ? Verdict.PARTIAL : verdict, outcome, where, refused(outcome, false));
        }
        return report;
    }

    private Reached reached(Verdict verdict) {
        return marking == null ? Reached.NOTHING : marking.reached(verdict);
    }

    private RunReport.@Nullable Refused refused(Outcome outcome, boolean alone) {
        return outcome.refused() == 0 ? null : new RunReport.Refused(outcome.refused(), alone, ledger.keepsRefused());
    }

    private List<String> notes(Outcome outcome) {
        List<String> notes = new ArrayList<>();
        if (!ledger.beginning().isEmpty()) {
            notes.add(ledger.beginning());
        }
        notes.addAll(outcome.notes());
        notes.addAll(run.spool().notes());
        return notes;
    }

    /**
     * Whether what did not come is none of the collection's any more. The bracket of a run that goes on is open to what
     * happened while nobody ran.
     */
    private boolean proves(Outcome outcome) {
        return outcome.evidence().contains("confirmed")
                || (outcome.evidence().contains("bracketed")
                        && run.collection().checking().sorted() == Collection.Sorted.GROWING
                        && !ledger.goesOn());
    }

    /** What another process goes on with is not whole here, and nothing of it is put in place. */
    private boolean isHeld() {
        try {
            ledger.requireHeld();
            return true;
        } catch (RuntimeException e) {
            failures.add(0, e, "");
            return false;
        }
    }

    private RunReport report(
            Verdict verdict, Outcome outcome, List<String> where, RunReport.@Nullable Refused refused) {
        return new RunReport(
                run.id(),
                run.collection().sync(),
                run.collection().shownUrl(),
                run.isDivided() ? Map.of() : run.collection().scope().values(),
                verdict,
                verdict.whole() ? outcome.evidence() : List.of(),
                verdict.whole() ? outcome.unchecked() : List.of(),
                outcome.pages(),
                outcome.records(),
                outcome.drift(),
                run.notes().behind(notes(outcome)),
                outcome.stopped(),
                failures.first(),
                where,
                run.destinations().blocked(),
                run.traffic()
                        .traffic(
                                clock.seconds(),
                                run.notes().pauses(),
                                run.api().settings().rateLimit()),
                clock.started(),
                Math.round(clock.seconds() * 1000) / 1000.0,
                ledger.resumable() && RunReport.canGoOn(verdict, outcome.drift(), outcome.partitions()),
                outcome.partitions(),
                run.destinations().tableChanges(),
                refused,
                run.destinations().unsent(),
                marking == null ? null : marking.report(verdict, reached(verdict)));
    }
}
