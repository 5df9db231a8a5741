package io.pagesync.run;

import io.pagesync.evidence.RunVerdict;
import io.pagesync.ledger.RunLedger;
import io.pagesync.report.RunReport;
import io.pagesync.report.RunStatus;
import io.pagesync.report.Verdict;
import io.pagesync.run.failure.FailureText;
import io.pagesync.run.failure.Failures;
import io.pagesync.run.failure.PageError;
import io.pagesync.run.plan.RunPlan;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What became of the partitions of a run: all of them counted, the first ones that are not whole kept with their sentences.
 * Its size does not depend on how many there are. Thread-safe.
 */
final class PartitionTally {
    private static final int MOST_KEPT = 20;
    private static final int MOST_SENTENCES = 3;

    private final Failures failures;
    private final Map<Verdict, Long> verdicts = new EnumMap<>(Verdict.class);
    private final List<RunReport.NotWhole> notWhole = new ArrayList<>();
    private final Map<String, Note> notes = new LinkedHashMap<>();
    private final Map<String, Long> proofs = new LinkedHashMap<>();
    private final Map<String, Long> unchecked = new LinkedHashMap<>();
    private long opened;
    private long ended;
    private long empty;
    private long halved;
    private long again;
    private long nameless;
    private boolean early;
    private long pages;
    private long delivered;
    private long failed;
    private long records;
    private long refused;
    private long onlyRefused;
    private @Nullable Long declared = 0L;
    private RunReport.@Nullable PartitionList listSays;
    private @Nullable Verdict list;

    /** A note, of which partition it was the first time, and of how many. */
    private record Note(String first, long partitions) {
        Note and(Note other) {
            return new Note(first, partitions + other.partitions);
        }

        String said(String note) {
            return partitions == 1
                    ? first + ": " + note
                    : String.format(Locale.ROOT, "%s (%,d partitions, the first is %s)", note, partitions, first);
        }
    }

    /** Of a run, with its failures that are no partition's. */
    PartitionTally(Failures failures) {
        this.failures = failures;
    }

    /** One more partition is loaded. */
    synchronized void opened() {
        opened++;
    }

    /** How many are loaded by now. */
    synchronized long count() {
        return opened;
    }

    /** How many were loaded in halves, each of which is one more. */
    synchronized long halves() {
        return halved;
    }

    /** A partition had too many records, and is loaded in halves. */
    synchronized void halved() {
        opened--;
        halved++;
    }

    /** A slice came that had been there before. */
    synchronized void again() {
        again++;
    }

    /** There is no telling which partitions there are behind those that were got. */
    synchronized void endsEarly(RuntimeException error) {
        early = true;
        failures.add(0, error, "");
    }

    /** A record of the list names no partition. */
    synchronized void nameless(int page, int record, String why) {
        nameless++;
        failures.add(0, "record " + record + " on page " + page + " of the list of partitions " + why);
    }

    /** A slice cannot be a collection. */
    synchronized void unusable(String name, RuntimeException error) {
        opened++;
        end(Verdict.FAILED);
        keep(name, Verdict.FAILED, List.of(FailureText.of(error)));
    }

    /** The list of partitions has come to its end. */
    synchronized void list(String url, Outcome outcome, Failures its) {
        list = outcome.verdict();
        listSays = new RunReport.PartitionList(url, outcome.verdict(), outcome.records(), sentences(outcome, its));
    }

    /** A partition came to its end in an earlier attempt at the run, as a whole. */
    synchronized void earlier(Verdict verdict, RunLedger.Totals done, OptionalLong total) {
        opened++;
        end(verdict);
        pages += done.pages();
        delivered += done.pages();
        records += done.records();
        declared = declared == null || total.isEmpty() ? null : Long.valueOf(declared + total.getAsLong());
        empty += done.records() == 0 ? 1 : 0;
    }

    /**
     * What earlier attempts at the run have delivered of partitions that are none any more, in one clause: destinations hold
     * it, and no count of any partition has it.
     *
     * @param done what is done in all partitions, earlier attempts included
     */
    synchronized Optional<String> gone(RunLedger.Totals done) {
        long left = done.pages() - delivered;
        // What is not whole is said already, and can be gone on with.
        return left <= 0 || !isWhole()
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "%,d page%s delivered by an earlier attempt %s of partitions that there are none of any more",
                        left,
                        left == 1 ? "" : "s",
                        left == 1 ? "is" : "are"));
    }

    /** A partition has come to its end. */
    synchronized void add(String name, Outcome outcome, Failures its) {
        end(outcome.verdict());
        pages += outcome.pages().planned();
        delivered += outcome.pages().delivered();
        failed += outcome.pages().failed();
        records += outcome.records().delivered();
        refused += outcome.refused();
        onlyRefused += outcome.onlyRefused() ? 1 : 0;
        Long total = outcome.records().declared();
        declared = declared == null || total == null ? null : Long.valueOf(declared + total);
        boolean nothing =
                outcome.records().delivered() == 0 && outcome.verdict().whole();
        empty += nothing ? 1 : 0;
        if (!nothing && outcome.verdict().whole()) {
            outcome.evidence().forEach(each -> count(proofs, each));
            outcome.unchecked().forEach(each -> count(unchecked, each));
        }
        for (String note : outcome.notes()) {
            if (notes.size() < MOST_KEPT || notes.containsKey(note)) {
                notes.merge(note, new Note(name, 1), Note::and);
            }
        }
        PageError first = its.error();
        if (first != null) {
            failures.note(first.page(), first.error());
        }
        List<String> why = sentences(outcome, its);
        // One that was only kept from going on is counted, and the run says why.
        if (!outcome.verdict().whole() && !why.isEmpty()) {
            keep(name, outcome.verdict(), why);
        }
    }

    private static List<String> sentences(Outcome outcome, Failures its) {
        return Stream.concat(
                        its.first().stream()
                                .map(each -> (each.page() == 0 ? "" : "page " + each.page() + ": ") + each.error()),
                        outcome.drift().stream())
                .limit(MOST_SENTENCES)
                .toList();
    }

    private void end(Verdict verdict) {
        ended++;
        verdicts.merge(verdict, 1L, Long::sum);
    }

    private void keep(String name, Verdict verdict, List<String> why) {
        if (notWhole.size() < MOST_KEPT) {
            notWhole.add(new RunReport.NotWhole(name, verdict, why));
        }
    }

    private static void count(Map<String, Long> counts, String what) {
        if (counts.size() < MOST_KEPT || counts.containsKey(what)) {
            counts.merge(what, 1L, Long::sum);
        }
    }

    /** How many have come to their end so far, and how many of these not as a whole. */
    synchronized RunStatus.Partitions status(OptionalLong all) {
        return new RunStatus.Partitions(all.isPresent() ? all.getAsLong() : null, ended, ended - whole());
    }

    /** Where a run is now, with this tally if it has partitions. */
    RunStatus status(Run run, Partition only, @Nullable PartitionSource partitions, long refused) {
        RunLedger.Totals done = run.ledger().totals();
        RunPlan plan = only.planned();
        OptionalInt pages = plan == null ? OptionalInt.empty() : plan.pages();
        OptionalLong total = plan == null ? OptionalLong.empty() : plan.records();
        String unfinished = only.checks().areDone() ? null : "it goes on";
        return new RunStatus(
                run.id(),
                run.collection().sync(),
                RunVerdict.of(pages, done.pages(), 0, refused, List.of(), unfinished),
                pages.isPresent() ? pages.getAsInt() : null,
                done.pages(),
                total.isPresent() ? total.getAsLong() : null,
                done.records(),
                run.traffic().requests(),
                run.traffic().retries(),
                run.api().inFlight(),
                run.api().settings().rateLimit(),
                run.api().pace().waitLeft(),
                partitions == null ? null : status(partitions.count()));
    }

    /** Whether all that were opened have come to their end as a whole. */
    synchronized boolean isWhole() {
        return whole() == opened;
    }

    private long whole() {
        return verdicts.getOrDefault(Verdict.COMPLETE, 0L) + verdicts.getOrDefault(Verdict.REPAIRED, 0L);
    }

    /**
     * What is said of all of them.
     *
     * @param all how many there are; empty if nobody knows
     * @param allOpened whether all of them have been opened
     * @param drift what destinations hold against the records
     * @param stop why the run has stopped; null if it has not
     */
    synchronized Outcome outcome(OptionalLong all, boolean allOpened, List<String> drift, @Nullable String stop) {
        boolean whole = allOpened && ended == opened && !early && nameless == 0;
        Verdict verdict = RunVerdict.ofPartitions(verdicts.keySet(), list, whole, delivered, drift);
        long proving = whole() - empty;
        return new Outcome(
                verdict,
                shared(proofs, proving),
                shared(unchecked, proving),
                new RunReport.Pages(number(pages), number(delivered), number(failed), number(pages - delivered)),
                new RunReport.Records(declared, records),
                drift,
                said(),
                verdict.resumable() ? stop : null,
                new RunReport.Partitions(
                        all.isPresent() ? all.getAsLong() : null, verdicts, empty, halved, listSays, notWhole),
                refused,
                whole && stop == null && isOnlyRefused(drift));
    }

    /** Whether records that were refused are all that is missing of those that have come to their end. */
    private boolean isOnlyRefused(List<String> drift) {
        return onlyRefused > 0 && onlyRefused + whole() == ended && drift.isEmpty() && (list == null || list.whole());
    }

    private List<String> said() {
        List<String> said = new ArrayList<>();
        notes.forEach((note, its) -> said.add(its.said(note)));
        if (again > 0) {
            said.add(String.format(
                    Locale.ROOT,
                    "%,d value%s came more than once in the list of partitions, and %s loaded once",
                    again,
                    again == 1 ? "" : "s",
                    again == 1 ? "was" : "were"));
        }
        return said;
    }

    /** What all have in common as it is; what only some have, with how many. */
    private static List<String> shared(Map<String, Long> counts, long all) {
        return counts.entrySet().stream()
                .map(each -> each.getValue() == all
                        ? each.getKey()
                        : String.format(
                                Locale.ROOT, "%s in %,d of %,d partitions", each.getKey(), each.getValue(), all))
                .toList();
    }

    private static int number(long count) {
        return (int) Math.min(Integer.MAX_VALUE, count);
    }
}
