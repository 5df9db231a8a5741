package io.pagesync.run;

import io.pagesync.evidence.RunVerdict;
import io.pagesync.ledger.Beginning;
import io.pagesync.ledger.RunLedger;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.run.failure.Failures;
import io.pagesync.run.plan.RunPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What is to be said of pages that have been loaded, before the destinations finish.
 *
 * @param verdict the verdict, if they do
 * @param evidence what it rests on
 * @param unchecked what of that nobody has looked at
 * @param pages numbers of pages
 * @param records numbers of records
 * @param drift the signs that the collection changed
 * @param notes what is worth knowing
 * @param stopped why it ended early; null if it did not
 * @param partitions what became of each partition; null if there was only one
 * @param refused how many records are not with every destination, as one could not hold them
 * @param onlyRefused whether that is all that is missing
 */
record Outcome(
        Verdict verdict,
        List<String> evidence,
        List<String> unchecked,
        RunReport.Pages pages,
        RunReport.Records records,
        List<String> drift,
        List<String> notes,
        @Nullable String stopped,
        RunReport.@Nullable Partitions partitions,
        long refused,
        boolean onlyRefused) {

    /** How many there were in an earlier attempt, as far as anybody knows. */
    private static int earlierPages(Partition partition) {
        Beginning beginning = partition.ledger().earlier();
        int done = partition.ledger().totals().pages();
        return beginning == null ? done : beginning.pages().orElse(done);
    }

    /**
     * That of one partition, which has come to its end: what its ledger has against what its first page promised, and what
     * its pages say against it.
     *
     * @param contradictions what destinations hold against its records
     */
    static Outcome of(Partition partition, List<String> contradictions) {
        Outcome before = partition.passes().before();
        if (before != null) {
            // What is to be confirmed and was not is not whole.
            return before.verdict().whole() ? before.notWhole() : before;
        }
        partition.outcomes().settle();
        RunPlan plan = partition.planned();
        Failures failures = partition.failures();
        RunLedger.Totals done = partition.ledger().totals();
        OptionalInt known = plan == null ? OptionalInt.empty() : plan.pages();
        int pages = plan == null ? earlierPages(partition) : known.orElse(done.pages() + failures.count());
        int missing = pages - done.pages();
        int gone = plan == null
                ? 0
                : plan.end().gone(missing - failures.count(), partition.stop().stopped(), failures);
        List<String> drift = plan == null ? new ArrayList<>() : drift(plan, done, known, gone);
        drift.addAll(partition.outcomes().drift());
        drift.addAll(contradictions);
        // A stop that came when there was nothing left to do has left nothing out.
        boolean all = known.isPresent()
                && done.pages() == pages
                && partition.checks().areDone()
                && !(partition.stop().stopped() && partition.passes().owesPass())
                && failures.first().isEmpty();
        String stopped = all ? null : partition.stop().reason();
        long refused = partition.refused();
        Verdict verdict = RunVerdict.of(known, done.pages(), gone, refused, drift, stopped);
        if (verdict == Verdict.COMPLETE && partition.passes().repaired()) {
            verdict = Verdict.REPAIRED;
        }
        OptionalLong declared = plan == null ? OptionalLong.empty() : plan.records();
        return new Outcome(
                verdict,
                plan == null ? List.of() : plan.evidence().proofs(),
                plan == null ? List.of() : plan.evidence().unchecked(),
                new RunReport.Pages(pages, done.pages(), failures.count(), pages - done.pages()),
                new RunReport.Records(declared.isPresent() ? declared.getAsLong() : null, done.records()),
                drift,
                plan == null ? List.of() : plan.evidence().notes(),
                stopped,
                null,
                refused,
                refused > 0
                        && RunVerdict.of(known, done.pages(), gone, 0, drift, stopped)
                                .whole());
    }

    /** Why what it is said of is read again, in one clause; empty if nothing is wrong with it. */
    Optional<String> whyAgain() {
        if (verdict.whole()) {
            return Optional.empty();
        }
        return Optional.of(
                drift.isEmpty()
                        ? String.format(
                                Locale.ROOT,
                                "%,d page%s failed at first and %s asked for again",
                                pages.failed(),
                                pages.failed() == 1 ? "" : "s",
                                pages.failed() == 1 ? "was" : "were")
                        : "it was read again, because " + drift.get(0));
    }

    /** The same, with something missing. */
    Outcome notWhole() {
        return new Outcome(
                verdict.resumable() ? verdict : Verdict.PARTIAL,
                evidence,
                unchecked,
                pages,
                records,
                drift,
                notes,
                stopped,
                partitions,
                refused,
                false);
    }

    private static List<String> drift(RunPlan plan, RunLedger.Totals done, OptionalInt known, int gone) {
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
}
