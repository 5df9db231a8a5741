package io.pagesync.run.failure;

import io.pagesync.PagesyncException;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The destinations of a run: those that are open, and of these the ones that have taken pages. Thread-safe. */
public final class Participants {
    private static final int MOST_HEARD = 20;

    private final Map<Object, Participant> open = new ConcurrentHashMap<>();
    /** In the order in which they were opened, or took their first page. */
    private final Set<Participant> all = new LinkedHashSet<>();

    private final Set<Participant> enlisted = new HashSet<>();
    /** What destinations of other processes have said of records that they were given, as far as it differs. */
    private final Set<String> heard = new LinkedHashSet<>();
    /** How they have changed tables. */
    private final Set<String> changed = new LinkedHashSet<>();

    private boolean finished;

    /** The open destination of this use, which is opened when it is asked for first. */
    @SuppressWarnings("unchecked")
    public <D extends Participant> D open(Object use, Supplier<D> opening) {
        Participant there = open.get(use);
        return (D) (there != null ? there : openOnce(use, opening));
    }

    private synchronized Participant openOnce(Object use, Supplier<? extends Participant> opening) {
        Participant there = open.get(use);
        if (there == null) {
            if (finished) {
                throw new PagesyncException("the page came to a destination when its run was over");
            }
            there = opening.get();
            open.put(use, there);
            all.add(there);
        }
        return there;
    }

    /** Those that are open. */
    public synchronized List<Participant> opened() {
        return List.copyOf(open.values());
    }

    /** Whether each of them has a page of an earlier attempt at the run; those that have are among those that took pages. */
    public synchronized boolean hold(String partition, int page, long fingerprint) {
        boolean all = true;
        for (Participant each : open.values()) {
            if (each.holds(partition, page, fingerprint)) {
                enlisted.add(each);
            } else {
                all = false;
            }
        }
        return all;
    }

    public synchronized void enlist(Participant destination) {
        all.add(destination);
        enlisted.add(destination);
    }

    /** A page of so many records has come to them by another process, but for those that one of them has refused. */
    public synchronized void tookElsewhere(int records, int refused) {
        for (Participant each : open.values()) {
            enlisted.add(each);
            each.tookElsewhere(records, refused);
        }
    }

    /** The one that people call so. */
    public synchronized Optional<Participant> named(String text) {
        return all.stream().filter(each -> each.describe().equals(text)).findFirst();
    }

    /** Whether all of them can put other records in the place of a page's. */
    public synchronized boolean replacePages() {
        return all.stream().allMatch(Participant::replacesPages);
    }

    /** A page of the partition is none of the collection any more. */
    public synchronized void withdraw(String partition, int page) {
        all.forEach(each -> each.withdraw(partition, page));
    }

    /** The partition has these pages and no others. */
    public synchronized void keepOnly(String partition, IntPredicate pages) {
        all.forEach(each -> each.keepOnly(partition, pages));
    }

    /** There are no other partitions than those that were named before. */
    public synchronized void keepOnlyThese() {
        all.forEach(Participant::keepOnlyThese);
    }

    public synchronized int size() {
        return enlisted.size();
    }

    /** A record that one of them has refused, as it may be kept: without what any of them must not keep. */
    public synchronized byte[] kept(byte[] record) {
        byte[] kept = record;
        for (Participant each : all) {
            kept = each.kept(kept);
        }
        return kept;
    }

    /** What they hold against the pages that they have taken, in this attempt at the run or an earlier one. */
    public synchronized List<String> contradictions() {
        return Stream.concat(all.stream().flatMap(each -> each.contradictions().stream()), heard.stream())
                .toList();
    }

    /**
     * What the destinations say that another process has opened for this run.
     *
     * @param signs what they hold against the records that they were given
     * @param tables how they have changed tables
     */
    public synchronized void heard(List<String> signs, List<String> tables) {
        if (heard.size() < MOST_HEARD) {
            heard.addAll(signs);
        }
        if (changed.size() < MOST_HEARD) {
            changed.addAll(tables);
        }
    }

    /**
     * Tells each how the run ended; those that cannot finish are named in {@code failures}.
     *
     * @return where those that have taken pages have them
     */
    public synchronized List<String> finish(Ending ending, Failures failures) {
        finished = true;
        List<String> where = new ArrayList<>();
        for (Participant destination : all) {
            try {
                String at = destination.finish(ending);
                if (enlisted.contains(destination)) {
                    where.add(at);
                }
            } catch (Exception e) {
                failures.add(0, destination.describe() + " could not be finished: " + FailureText.of(e));
            }
        }
        return where;
    }

    /**
     * Tells each the verdict again, when all have finished; those that cannot settle are named in {@code failures}.
     *
     * @return whether all could
     */
    public synchronized boolean settle(Verdict verdict, Failures failures) {
        boolean settled = true;
        for (Participant destination : all) {
            try {
                destination.settle(verdict);
            } catch (Exception e) {
                settled = false;
                failures.add(0, destination.describe() + " could not be settled: " + FailureText.of(e));
            }
        }
        return settled;
    }

    /** What is gone and was not deleted. */
    public synchronized List<RunReport.Blocked> blocked() {
        return all.stream().flatMap(each -> each.blocked().stream()).toList();
    }

    /** How tables were changed. */
    public synchronized List<String> tableChanges() {
        return Stream.concat(all.stream().flatMap(each -> each.tableChanges().stream()), changed.stream())
                .distinct()
                .toList();
    }

    /** Changes of rows that were not sent yet. */
    public synchronized List<RunReport.Unsent> unsent() {
        return all.stream().flatMap(each -> each.unsent().stream()).toList();
    }
}
