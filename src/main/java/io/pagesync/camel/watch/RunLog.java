package io.pagesync.camel.watch;

import io.pagesync.report.OneLine;
import io.pagesync.report.RunReport;
import java.util.Locale;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells an application's log of each run that has ended, in one line: a warning where something is missing or wrong. */
public final class RunLog implements Consumer<RunReport> {
    private static final Logger LOG = LoggerFactory.getLogger("io.pagesync.runs");

    @Override
    public void accept(RunReport report) {
        if (isWell(report)) {
            LOG.info(line(report));
        } else {
            LOG.warn(line(report));
        }
    }

    /** Whether nothing is missing, wrong or to be done. */
    public static boolean isWell(RunReport report) {
        return report.verdict().whole() && report.exitCode() == 0;
    }

    /** What is said of a run, in one line with its sync's name. */
    public static String line(RunReport report) {
        Long declared = report.records().declared();
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT,
                "%s: %s, %,d%s records in %,d of %,d pages, %.1f s",
                report.sync(),
                report.verdict(),
                report.records().delivered(),
                declared == null ? "" : String.format(Locale.ROOT, " of %,d", declared),
                report.pages().delivered(),
                report.pages().planned(),
                report.seconds()));
        if (report.stopped() != null) {
            line.append("; stopped: ").append(report.stopped());
        }
        RunReport.Partitions partitions = report.partitions();
        if (partitions != null) {
            partitions
                    .verdicts()
                    .forEach((verdict, count) ->
                            line.append(String.format(Locale.ROOT, "; %,d partitions %s", count, verdict)));
            RunReport.PartitionList list = partitions.list();
            if (list != null && !list.verdict().whole()) {
                line.append("; their list ").append(list.verdict()).append(": ").append(String.join("; ", list.why()));
            }
            partitions.notWhole().stream().findFirst().ifPresent(first -> line.append("; ")
                    .append(first.partition())
                    .append(": ")
                    .append(first.why().get(0)));
        }
        report.blocked()
                .forEach(each -> line.append(String.format(
                        Locale.ROOT,
                        "; %,d of %,d rows of %s are gone and were not deleted: %s (pagesync approve %s)",
                        each.rows(),
                        each.of(),
                        each.destination(),
                        each.why(),
                        report.run())));
        report.unsent()
                .forEach(each -> line.append(String.format(
                        Locale.ROOT,
                        "; %,d changes of %s not yet sent to %s: %s",
                        each.changes(),
                        each.destination(),
                        each.endpoint(),
                        each.why())));
        report.drift().forEach(sign -> line.append("; ").append(sign));
        report.failures().stream().findFirst().ifPresent(first -> line.append("; ")
                .append(first.page() == 0 ? "" : "page " + first.page() + ": ")
                .append(first.error()));
        return OneLine.of(line.toString());
    }
}
