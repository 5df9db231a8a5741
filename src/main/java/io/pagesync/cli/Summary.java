package io.pagesync.cli;

import io.pagesync.run.Progress;
import io.pagesync.run.Run;
import io.pagesync.run.RunReport;
import io.pagesync.run.Verdict;
import java.util.Locale;

/** A run's report for people. */
final class Summary {
    private Summary() {}

    static String of(RunReport report) {
        StringBuilder text = new StringBuilder();
        RunReport.Pages pages = report.pages();
        Long declared = report.records().declared();
        line(
                text,
                report.verdict().toString(),
                "%,d%s records in %,d%s pages, %.1f s",
                report.records().delivered(),
                declared == null ? "" : String.format(Locale.ROOT, " of %,d", declared),
                pages.delivered(),
                pages.missing() == 0 ? "" : String.format(Locale.ROOT, " of %,d", pages.planned()),
                report.seconds());
        if (!report.evidence().isEmpty()) {
            line(text, "evidence", "%s", String.join(", ", report.evidence()));
        }
        report.drift().forEach(sign -> line(text, "drift", "%s", sign));
        if (report.stopped() != null) {
            line(text, "stopped", "%s", report.stopped());
        }
        report.failures()
                .forEach(failure ->
                        line(text, failure.page() == 0 ? "error" : "page " + failure.page(), "%s", failure.error()));
        int kept = (int) report.failures().stream().filter(f -> f.page() > 0).count();
        if (pages.failed() > kept) {
            line(text, "", "and %,d more pages that failed", pages.failed() - kept);
        }
        RunReport.Traffic traffic = report.traffic();
        line(
                text,
                "requests",
                "%,d at %.1f/s%s, %s, %s, %.1f MB",
                traffic.requests(),
                traffic.perSecond(),
                traffic.limit() == 0 ? "" : " of " + number(traffic.limit()) + " allowed",
                count(traffic.retries(), "retry", "retries"),
                count(traffic.pauses(), "pause", "pauses"),
                traffic.bytes() / 1e6);
        report.destinations().forEach(where -> line(text, "written to", "%s", where));
        String next = next(report);
        if (!next.isEmpty()) {
            line(text, "next", "%s", next);
        }
        return text.toString();
    }

    /** What can be said of a run that does not come to its end. */
    static String cutShort(Run run) {
        Progress progress = run.progress();
        StringBuilder text = new StringBuilder();
        line(
                text,
                (progress.pages() == 0 ? Verdict.FAILED : Verdict.PARTIAL).toString(),
                "%,d of %,d records in %,d of %,d pages of %s",
                progress.records(),
                progress.declaredRecords(),
                progress.pages(),
                progress.plannedPages(),
                run.collection().sync());
        return text.toString();
    }

    static String count(long number, String one, String many) {
        return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? one : many);
    }

    static String number(double value) {
        return value == Math.rint(value) ? String.format(Locale.ROOT, "%,d", (long) value) : Double.toString(value);
    }

    private static String next(RunReport report) {
        return switch (report.verdict()) {
            case COMPLETE, REPAIRED -> "";
            case DRIFTED ->
                "run it again, at a quieter time if you can; with a key and the evidence bracketed you know";
            case PARTIAL -> report.failures().isEmpty() ? "run it again" : "mend what is named above and run it again";
            case FAILED -> "mend what is named above; nothing was loaded";
        };
    }

    private static void line(StringBuilder text, String label, String format, Object... values) {
        text.append(String.format(Locale.ROOT, "%-10s ", label))
                .append(String.format(Locale.ROOT, format, values))
                .append(System.lineSeparator());
    }
}
