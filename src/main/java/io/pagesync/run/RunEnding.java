package io.pagesync.run;

import io.pagesync.evidence.RunVerdict;
import io.pagesync.ledger.RunLedger;
import io.pagesync.report.RunReport;
import io.pagesync.report.RunStatus;
import io.pagesync.report.Verdict;
import io.pagesync.run.failure.FailureText;
import io.pagesync.run.failure.Failures;
import io.pagesync.run.failure.Participants;
import io.pagesync.run.failure.Refusals;
import io.pagesync.run.plan.RunPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How a run ends, or would if it ended now: what its ledger has against what its first page promised, what its pages say
 * against it, and the verdict on that.
 */
final class RunEnding {
    private final Run run;
    private final @Nullable RunPlan plan;
    private final RunLedger ledger;
    private final Failures failures;
    private final Refusals refusals;
    private final boolean checked;
    private final RunClock clock;

    /** Of a run; {@code checked} says whether all that was to be read again has been. */
    RunEnding(
            Run run,
            @Nullable RunPlan plan,
            RunLedger ledger,
            Failures failures,
            Refusals refusals,
            boolean checked,
            RunClock clock) {
        this.run = run;
        this.plan = plan;
        this.ledger = ledger;
        this.failures = failures;
        this.refusals = refusals;
        this.checked = checked;
        this.clock = clock;
    }

    /** Where the run is. Its verdict is what would be said if nothing more came. */
    RunStatus status() {
        RunLedger.Totals done = ledger.totals();
        OptionalInt pages = pages();
        OptionalLong records = records();
        TrafficCount traffic = run.traffic();
        return new RunStatus(
                run.id(),
                run.collection().sync(),
                RunVerdict.of(pages, done.pages(), 0, refusals.count(), List.of(), checked ? null : "it goes on"),
                pages.isPresent() ? pages.getAsInt() : null,
                done.pages(),
                records.isPresent() ? records.getAsLong() : null,
                done.records(),
                traffic.requests(),
                traffic.retries(),
                run.api().inFlight(),
                run.api().settings().rateLimit(),
                run.api().pace().waitLeft());
    }

    /** Decides the verdict, has the destinations finish by it, closes the ledger, and reports. */
    RunReport report(Participants destinations) {
        RunLedger.Totals done = ledger.totals();
        OptionalInt known = pages();
        int pages = plan == null ? 0 : known.orElse(done.pages() + failures.count());
        int missing = pages - done.pages();
        int gone = plan == null
                ? 0
                : plan.end().gone(missing - failures.count(), run.stop().stopped(), failures);
        List<String> drift = new ArrayList<>(drift(done, known, gone));
        drift.addAll(destinations.contradictions());
        // A stop that came when there was nothing left to do has left nothing out.
        boolean all = known.isPresent()
                && done.pages() == pages
                && checked
                && failures.first().isEmpty();
        String stopped = all ? null : run.stop().reason();
        Verdict verdict = RunVerdict.of(known, done.pages(), gone, refusals.count(), drift, stopped);
        refusals.report(failures);
        List<String> where = destinations.finish(verdict, failures);
        if (verdict.whole() && where.size() < destinations.size()) {
            verdict = Verdict.PARTIAL;
        }
        if (!destinations.settle(verdict, failures) && verdict.whole()) {
            verdict = Verdict.PARTIAL;
        }
        RunReport report = report(verdict, done, pages, drift, stopped, where);
        try {
            ledger.close(report);
        } catch (RuntimeException e) {
            failures.add(0, "the ledger could not close the run: " + FailureText.of(e));
            return report(verdict.whole() ? Verdict.PARTIAL : verdict, done, pages, drift, stopped, where);
        }
        return report;
    }

    private List<String> drift(RunLedger.Totals done, OptionalInt known, int gone) {
        if (plan == null) {
            return List.of();
        }
        boolean allFetched = known.isPresent() && done.pages() >= known.getAsInt();
        List<String> drift = new ArrayList<>(plan.end().drift(allFetched, gone));
        if (known.isPresent() && done.pages() > known.getAsInt()) {
            drift.add(String.format(
                    Locale.ROOT,
                    "the collection shrank: %,d pages were delivered before, and there are %,d now",
                    done.pages(),
                    known.getAsInt()));
        }
        return drift;
    }

    private OptionalInt pages() {
        return plan == null ? OptionalInt.empty() : plan.pages();
    }

    private OptionalLong records() {
        return plan == null ? OptionalLong.empty() : plan.records();
    }

    private RunReport report(
            Verdict verdict,
            RunLedger.Totals done,
            int pages,
            List<String> drift,
            @Nullable String stopped,
            List<String> where) {
        OptionalLong declared = records();
        return new RunReport(
                run.id(),
                run.collection().sync(),
                run.collection().shownUrl(),
                run.collection().scope().values(),
                verdict,
                verdict.whole() && plan != null ? plan.evidence().proofs() : List.of(),
                verdict.whole() && plan != null ? plan.evidence().unchecked() : List.of(),
                new RunReport.Pages(pages, done.pages(), failures.count(), pages - done.pages()),
                new RunReport.Records(declared.isPresent() ? declared.getAsLong() : null, done.records()),
                drift,
                run.notes().behind(plan == null ? List.of() : plan.evidence().notes()),
                stopped,
                failures.first(),
                where,
                run.traffic()
                        .traffic(
                                clock.seconds(),
                                run.notes().pauses(),
                                run.api().settings().rateLimit()),
                clock.started(),
                Math.round(clock.seconds() * 1000) / 1000.0,
                verdict.resumable() && ledger.resumable());
    }
}
