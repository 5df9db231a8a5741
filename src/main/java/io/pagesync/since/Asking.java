package io.pagesync.since;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a run asks for: what has changed since a mark, or everything.
 *
 * @param since since when, as the API writes it; null if it asks for everything
 * @param mark the mark that it begins at; empty if there is none
 * @param highest the highest value that the run before has seen; empty if none has
 * @param full why it asks for everything, in one clause; empty if it does not
 * @param repeats the records that the run before has delivered and this one meets again
 * @param began when it began first, by the clock of the process that opened it
 */
public record Asking(@Nullable String since, String mark, String highest, String full, Repeats repeats, Instant began) {

    /** Of a sync without marks. */
    public static final Asking EVERYTHING = new Asking(null, "", "", "", Repeats.NONE, Instant.EPOCH);

    /**
     * Decides it for a run that begins anew.
     *
     * @param asked a fingerprint of what the sync asks for now
     * @param full whether a full run was asked for
     */
    public static Asking of(SinceRequest request, Known known, long asked, boolean full, Instant now) {
        Since since = request.since();
        String why = whyFull(request, known, asked, full, now);
        // Another collection's mark says nothing.
        boolean its = known.asked() == asked;
        String highest = its ? known.highest() : "";
        Mark mark = known.mark().isEmpty() || !its
                ? null
                : since.mark(known.mark(), now).orElse(null);
        if (why.isEmpty() && mark != null) {
            return new Asking(since.askedSince(mark), known.mark(), highest, "", known.repeats(), now);
        }
        return new Asking(null, mark == null ? "" : mark.text(), highest, why, Repeats.NONE, now);
    }

    private static String whyFull(SinceRequest request, Known known, long asked, boolean full, Instant now) {
        if (full) {
            return "as asked for";
        }
        if (known.mark().isEmpty()) {
            return "there is no mark yet";
        }
        if (known.asked() != asked) {
            return "the sync asked for something else when its mark was set";
        }
        if (request.since().mark(known.mark(), now).isEmpty()) {
            return "the mark '" + known.mark() + "' is of another kind than the overlap";
        }
        Instant due = request.fullDue();
        if (due != null && (known.full() == null || known.full().isBefore(due))) {
            return "the full run of " + due.truncatedTo(ChronoUnit.SECONDS) + " is due";
        }
        Duration kept = request.since().kept();
        if (kept != null && (known.whole() == null || known.whole().isBefore(now.minus(kept)))) {
            return "the last whole run began longer ago than the API keeps changes";
        }
        return "";
    }

    /** Whether it asks only for what has changed. */
    public boolean isIncremental() {
        return since != null;
    }

    /** The same run, whose mark the API does not take: it asks for everything. */
    public Asking forAll(String why) {
        return new Asking(null, mark, highest, why, Repeats.NONE, began);
    }
}
