package io.pagesync.report;

import io.pagesync.report.FailureLines.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A run's report for people. */
public final class Summary {
    private Summary() {}

    /** All of it as text. */
    public static String of(RunReport report) {
        return text(lines(report));
    }

    private static String text(List<Line> lines) {
        return lines.stream().map(each -> line(each.label(), each.text())).collect(Collectors.joining());
    }

    /** Line by line: the verdict, what it rests on, what speaks against the run, what it took, what to do next. */
    public static List<Line> lines(RunReport report) {
        List<Line> text = new ArrayList<>();
        RunReport.Pages pages = report.pages();
        Long declared = report.records().declared();
        line(
                text,
                report.verdict().toString(),
                "%,d%s records in %s, %.1f s",
                report.records().delivered(),
                of(declared),
                pages.missing() == 0
                        ? count(pages.delivered(), "page", "pages")
                        : String.format(Locale.ROOT, "%,d of %,d pages", pages.delivered(), pages.planned()),
                report.seconds());
        if (report.partitions() != null) {
            PartitionLines.of(report.partitions()).forEach(each -> line(text, each.label(), "%s", each.text()));
        }
        if (report.since() != null) {
            line(text, "since", "%s", since(report.since()));
        }
        if (!report.evidence().isEmpty()) {
            line(
                    text,
                    "evidence",
                    "%s%s",
                    String.join(", ", report.evidence()),
                    report.unchecked().isEmpty() ? "" : "; not checked: " + String.join(", ", report.unchecked()));
        }
        report.drift().forEach(sign -> line(text, "drift", "%s", sign));
        report.notes().forEach(note -> line(text, "note", "%s", note));
        if (report.stopped() != null) {
            line(text, "stopped", "%s", report.stopped());
        }
        FailureLines.of(report.failures()).forEach(each -> line(text, each.label(), "%s", each.text()));
        int kept = (int) report.failures().stream().filter(f -> f.page() > 0).count();
        // Those of a partition are told with it.
        if (pages.failed() > kept && report.partitions() == null) {
            line(text, "", "and %s that failed", count(pages.failed() - kept, "more page", "more pages"));
        }
        RunReport.Traffic traffic = report.traffic();
        line(
                text,
                "requests",
                "%,d%s, %s, %s, %.1f MB",
                traffic.requests(),
                rate(traffic),
                count(traffic.retries(), "retry", "retries"),
                count(traffic.pauses(), "pause", "pauses"),
                traffic.bytes() / 1e6);
        report.destinations().forEach(where -> line(text, "written to", "%s", where));
        for (RunReport.Blocked each : report.blocked()) {
            line(
                    text,
                    "blocked",
                    "%,d of %,d rows of %s are gone and were not deleted: %s",
                    each.rows(),
                    each.of(),
                    each.destination(),
                    each.why());
        }
        report.tableChanges().forEach(change -> line(text, "changed", "%s", change));
        for (RunReport.Unsent each : report.unsent()) {
            line(text, "unsent", "%s", unsent(each));
        }
        String next = next(report);
        if (!next.isEmpty()) {
            line(text, "next", "%s", next);
        }
        return text;
    }

    private static String unsent(RunReport.Unsent each) {
        String what = each.changes() < 0 ? "nobody knows how many changes" : count(each.changes(), "change", "changes");
        return String.format(
                Locale.ROOT, "%s of %s not yet sent to %s: %s", what, each.destination(), each.endpoint(), each.why());
    }

    /** What can be said of a run that does not come to its end. */
    public static String cutShort(RunStatus run) {
        List<Line> text = new ArrayList<>();
        line(
                text,
                run.verdict().toString(),
                "%,d%s records in %,d%s pages of %s",
                run.records(),
                of(run.declaredRecords()),
                run.pages(),
                of(run.plannedPages()),
                run.sync());
        return text(text);
    }

    private static String since(RunReport.Since since) {
        return since.text()
                + (since.mark() == null ? "" : "; mark " + since.mark())
                + (since.repeated() == 0
                        ? ""
                        : String.format(Locale.ROOT, "; %,d repeated from the overlap, left out", since.repeated()))
                + (since.note() == null ? "" : "; " + since.note());
    }

    private static String of(@Nullable Number all) {
        return all == null ? "" : String.format(Locale.ROOT, " of %,d", all.longValue());
    }

    /** How many, of how many if that is known, such as {@code 1/20 pages}. */
    public static String count(long number, @Nullable Number all, String one, String many) {
        return all == null
                ? count(number, one, many)
                : String.format(Locale.ROOT, "%,d/%,d %s", number, all.longValue(), many);
    }

    /** How many, such as {@code 1 page} or {@code 2 pages}. */
    public static String count(long number, String one, String many) {
        return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? one : many);
    }

    public static String number(double value) {
        return value == Math.rint(value) ? String.format(Locale.ROOT, "%,d", (long) value) : Double.toString(value);
    }

    private static String rate(RunReport.Traffic traffic) {
        return traffic.requests() < 2
                ? ""
                : String.format(Locale.ROOT, " at %.1f/s", traffic.perSecond())
                        + (traffic.limit() == 0 ? "" : " of " + number(traffic.limit()) + " allowed");
    }

    private static String next(RunReport report) {
        return switch (report.verdict()) {
            case COMPLETE, REPAIRED ->
                !report.blocked().isEmpty()
                        ? "pagesync approve " + report.run() + " shows what is gone and deletes it; else see to the API"
                        : report.unsent().isEmpty()
                                ? ""
                                : "the changes are kept, and go out with the next run or while pagesync serve runs";
            case DRIFTED ->
                !report.drift().isEmpty() && report.drift().stream().allMatch(sign -> sign.startsWith("table "))
                        ? "give the table a key that tells its records apart, or mend what leaves them out; then run it"
                                + " again"
                        : "see to what is named above; a collection that changes is best read at a quieter time";
            case PARTIAL -> report.isOnlyRefused() ? refused(report) : partial(report);
            case FAILED -> "mend what is named above and run it again; no page counts as delivered";
        };
    }

    private static String refused(RunReport report) {
        RunReport.Refused refused = report.refused();
        return "mend the cause and "
                + (refused != null && refused.kept()
                        ? "pagesync retry " + report.run() + " --refused delivers them; pagesync refused "
                                + report.run() + " lists them"
                        : "run it again");
    }

    private static String partial(RunReport report) {
        return (report.failures().isEmpty() && report.drift().isEmpty() && nothingNamed(report)
                        ? "run it again"
                        : "mend what is named above and run it again")
                + (report.resumable() ? "; only what is missing is asked for" : "");
    }

    private static boolean nothingNamed(RunReport report) {
        RunReport.Partitions partitions = report.partitions();
        return partitions == null || partitions.notWhole().isEmpty();
    }

    private static void line(List<Line> text, String label, String format, Object... values) {
        text.add(new Line(label, OneLine.of(String.format(Locale.ROOT, format, values))));
    }

    /** A line of a summary, with its end. */
    public static String line(String label, String text) {
        return String.format(Locale.ROOT, "%-10s ", label) + OneLine.of(text) + System.lineSeparator();
    }
}
