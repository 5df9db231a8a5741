package io.pagesync.cli.history;

import io.pagesync.ledger.FailedPage;
import io.pagesync.ledger.PartitionEntry;
import io.pagesync.ledger.RunEntry;
import io.pagesync.report.RunReport;
import io.pagesync.report.Summary;
import io.pagesync.report.Times;
import io.pagesync.report.Verdict;
import io.pagesync.view.RunFacts;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** All that is known of a run, for people: where it stands, its summary, its partitions, the pages that failed. */
final class RunText {
    private final RunEntry run;
    private final Instant now;
    private final StringBuilder text = new StringBuilder();

    RunText(RunEntry run, Instant now) {
        this.run = run;
        this.now = now;
    }

    String of(List<PartitionEntry> partitions, List<FailedPage> failed) {
        begin(who());
        RunReport report = run.report();
        if (run.state() == RunEntry.State.ENDED && report != null) {
            text.append(Summary.of(report));
            if (report.verdict() == Verdict.PARTIAL && report.resumable() && !report.isOnlyRefused()) {
                line("", "pagesync retry " + run.id() + " asks for that at any time");
            }
        } else {
            done();
        }
        partitions.forEach(each -> line("partition", each.name() + ": " + counts(each)));
        failed.stream()
                .filter(this::isNotTold)
                .forEach(each -> line(
                        "page " + each.page(),
                        (each.partition().isEmpty() ? "" : each.partition() + ": ") + each.error()));
        return text.toString();
    }

    /** The same of a load, which keeps no report. */
    String ofLoad() {
        begin(
                run.state() == RunEntry.State.RUNNING
                        ? "by " + run.owner()
                        : Times.moment(run.seen()) + "; the same load goes on with it, within 24 hours of its start");
        done();
        return text.toString();
    }

    private void begin(String who) {
        line("run", run.id() + " of " + run.sync());
        line("collection", run.url());
        line("started", Times.moment(run.started()) + ", " + Times.age(run.started(), now));
        line(RunFacts.words(run.state()), who);
        if (run.attempts() > 1) {
            line("attempts", run.attempts() + ", one after the other");
        }
    }

    private void done() {
        line(
                "done",
                Summary.count(run.done().records(), "record", "records") + " in "
                        + Summary.count(run.done().pages(), "page", "pages"));
    }

    private String who() {
        return switch (run.state()) {
            case RUNNING -> "by " + run.owner() + ", last sign of life " + Times.age(run.seen(), now);
            case CUT_SHORT ->
                Times.moment(run.seen()) + ", the last sign of life of " + run.owner()
                        + "; the next run goes on with it," + " if that is soon, and pagesync retry " + run.id()
                        + " at any time";
            case ENDED -> Times.moment(run.seen()) + ", by " + run.owner();
        };
    }

    private static String counts(PartitionEntry partition) {
        Integer pages = partition.pages();
        Long records = partition.records();
        return (partition.verdict() == null ? "not ended" : partition.verdict().toString())
                + String.format(
                        Locale.ROOT,
                        ", %,d%s records in %,d%s pages",
                        partition.done().records(),
                        records == null ? "" : String.format(Locale.ROOT, " of %,d", records),
                        partition.done().pages(),
                        pages == null ? "" : String.format(Locale.ROOT, " of %,d", pages));
    }

    /** The summary has told the first ones. */
    private boolean isNotTold(FailedPage page) {
        RunReport report = run.report();
        return report == null
                || run.state() != RunEntry.State.ENDED
                || report.failures().stream()
                        .noneMatch(told ->
                                told.page() == page.page() && told.error().equals(page.error()));
    }

    private void line(String label, String what) {
        text.append(Summary.line(label, what));
    }
}
