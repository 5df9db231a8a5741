package io.pagesync.database.gone;

import io.pagesync.report.RunReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What became of a table's rows at the end of a run.
 *
 * @param brought how many rows were made or changed; negative where none were to be brought in
 * @param went how many are deleted, or marked as that
 * @param marked whether they are marked
 * @param waiting how many wait for a second run
 * @param apart how many stay because partitions that share their scope do not tell them apart
 * @param blocked those that wait for a person's word
 */
public record Outcome(
        long brought, long went, boolean marked, long waiting, long apart, List<RunReport.Blocked> blocked) {
    /** Nothing was done. */
    public static final Outcome NONE = new Outcome(-1, 0, false, 0, 0, List.of());

    /** Copies the list. */
    public Outcome {
        blocked = List.copyOf(blocked);
    }

    /** In words, as a clause for each thing that happened, each behind a semicolon. */
    public String text() {
        List<String> clauses = new ArrayList<>();
        if (brought >= 0) {
            clauses.add(String.format(Locale.ROOT, "%,d rows made or changed", brought));
        }
        if (went > 0) {
            clauses.add(String.format(Locale.ROOT, "%,d rows %s", went, marked ? "marked as deleted" : "deleted"));
        }
        if (waiting > 0) {
            clauses.add(String.format(
                    Locale.ROOT,
                    "%,d rows whose records did not come stay until the next whole run lacks them, too",
                    waiting));
        }
        if (apart > 0) {
            clauses.add(String.format(
                    Locale.ROOT, "%,d rows whose records did not come stay, as partitions share their scope", apart));
        }
        for (RunReport.Blocked each : blocked) {
            clauses.add(String.format(Locale.ROOT, "%,d rows not deleted", each.rows()));
        }
        return String.join("; ", clauses);
    }
}
