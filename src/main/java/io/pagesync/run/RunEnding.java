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
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** How a run ends: its destinations finish by the verdict on its pages, its ledger is closed, and its report is made. */
final class RunEnding {
    private final Run run;
    private final RunLedger ledger;
    private final Failures failures;
    private final Refusals refusals;
    private final RunClock clock;

    RunEnding(Run run, RunLedger ledger, Failures failures, Refusals refusals, RunClock clock) {
        this.run = run;
        this.ledger = ledger;
        this.failures = failures;
        this.refusals = refusals;
        this.clock = clock;
    }

    /** Has the destinations finish, closes the ledger, and reports. */
    RunReport report(Outcome outcome, Participants destinations) {
        Verdict verdict = held(outcome.verdict());
        refusals.report(failures);
        List<String> where = destinations.finish(new Ending(verdict, proves(outcome)), failures);
        if (verdict.whole() && where.size() < destinations.size()) {
            verdict = Verdict.PARTIAL;
        }
        if (!destinations.settle(verdict, failures) && verdict.whole()) {
            verdict = Verdict.PARTIAL;
        }
        RunReport report = report(verdict, outcome, where);
        try {
            ledger.close(report);
        } catch (RuntimeException e) {
            failures.add(0, "the ledger could not close the run: " + FailureText.of(e));
            return report(verdict.whole() ? Verdict.PARTIAL : verdict, outcome, where);
        }
        return report;
    }

    private List<String> notes(Outcome outcome) {
        return ledger.beginning().isEmpty()
                ? outcome.notes()
                : Stream.concat(Stream.of(ledger.beginning()), outcome.notes().stream())
                        .toList();
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
    private Verdict held(Verdict verdict) {
        if (!verdict.whole()) {
            return verdict;
        }
        try {
            ledger.requireHeld();
            return verdict;
        } catch (RuntimeException e) {
            failures.add(0, e, "");
            return Verdict.PARTIAL;
        }
    }

    private RunReport report(Verdict verdict, Outcome outcome, List<String> where) {
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
                outcome.partitions());
    }
}
