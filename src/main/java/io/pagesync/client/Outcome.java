package io.pagesync.client;

import io.pagesync.camel.sync.LoadRequest;
import io.pagesync.page.InvalidPageException;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.run.failure.PageError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Decides whether what a load ended in is a result or which error it is. */
final class Outcome {
    private Outcome() {}

    /** Returns if the run is as it was asked for; throws the error that says why it is not. */
    static void check(LoadRequest.Result result, boolean acceptDrift) {
        RunReport report = result.report();
        if (report.verdict().whole() || (report.verdict() == Verdict.DRIFTED && acceptDrift)) {
            return;
        }
        throw error(result, report);
    }

    private static RunIncompleteException error(LoadRequest.Result result, RunReport report) {
        if (report.verdict() == Verdict.DRIFTED) {
            return new RunDriftedException(
                    report.url() + " changed while it was read: " + String.join("; ", signs(report)),
                    report,
                    result.pages());
        }
        PageError error = result.error();
        if (error == null) {
            return new RunIncompleteException(
                    report.url() + " is not whole, " + why(report) + got(report), report, result.pages(), null);
        }
        String message = "page " + error.page() + " failed: " + error.error().getMessage() + got(report);
        if (report.pages().planned() == 0 && error.error() instanceof InvalidPageException invalid) {
            return new InvalidFirstPageException(invalid.getMessage() + "", report, invalid);
        }
        return new PageFailedException(message, report, result.pages(), error);
    }

    private static List<String> signs(RunReport report) {
        List<String> signs = new ArrayList<>(report.drift());
        signs.addAll(ofPartitions(report));
        return signs;
    }

    private static List<String> ofPartitions(RunReport report) {
        RunReport.Partitions partitions = report.partitions();
        if (partitions == null) {
            return List.of();
        }
        RunReport.PartitionList list = partitions.list();
        List<String> signs = new ArrayList<>(list == null ? List.of() : list.why());
        partitions
                .notWhole()
                .forEach(one -> signs.add(one.partition() + ": " + one.why().get(0)));
        return signs;
    }

    private static String why(RunReport report) {
        if (report.stopped() != null) {
            return report.stopped();
        }
        List<String> partitions = ofPartitions(report);
        return report.failures().isEmpty()
                ? partitions.isEmpty() ? "pages are missing" : partitions.get(0)
                : report.failures().get(0).error();
    }

    private static String got(RunReport report) {
        return report.pages().planned() == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        " (%,d of %,d pages were got)",
                        report.pages().delivered(),
                        report.pages().planned());
    }
}
