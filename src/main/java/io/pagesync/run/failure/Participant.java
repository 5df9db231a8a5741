package io.pagesync.run.failure;

import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.run.Delivery;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Takes part in one run: it enlists with {@link Delivery#begin}, confirms what it holds with {@link Delivery#confirm}, and
 * is told the verdict before it finishes. A run knows no more of its destinations.
 */
public interface Participant {
    /** How people call it: a file's name, a table's. */
    String describe();

    /** Whether a page that it has confirmed may come again with other records, which then take the place of those. */
    default boolean replacesPages() {
        return false;
    }

    /**
     * A page that it has confirmed is none of the collection any more: what it brought is not to be kept, as far as that is
     * its own.
     */
    default void withdraw(String partition, int page) {}

    /**
     * The partition has these pages and no others: what an earlier attempt at the run has brought of any is not to be kept, as
     * far as that is its own.
     */
    default void keepOnly(String partition, IntPredicate pages) {}

    /**
     * Every partition that the run has was named to {@link #keepOnly}: what an earlier attempt has brought of any other is not
     * to be kept, as far as that is its own.
     */
    default void keepOnlyThese() {}

    /** A page of so many records has come to it by another process, but for so many that were refused, by it or another one. */
    default void tookElsewhere(int records, int refused) {}

    /**
     * Whether it has a page, with these records, that an earlier attempt at the run has delivered to it: else the page
     * comes again. Asked before the run goes on.
     *
     * @param partition the partition's name; empty for all of a collection
     * @param fingerprint that of the page's records
     */
    default boolean holds(String partition, int page, long fingerprint) {
        return true;
    }

    /**
     * A record as it may be kept where a destination of the run has refused it: without what this one must not keep.
     *
     * @param record its bytes, or what the others leave of them
     */
    default byte[] kept(byte[] record) {
        return record;
    }

    /**
     * What it holds against the records that it was given, such as two that became one; a sentence each. The run is not
     * COMPLETE then. Asked before it finishes.
     */
    default List<String> contradictions() {
        return List.of();
    }

    /**
     * The run is over: put in place what was delivered, or leave it aside.
     *
     * @return where what was delivered is now, for the report
     * @throws Exception if it cannot be put in place; the run is not COMPLETE then
     */
    String finish(Verdict verdict) throws Exception;

    /** The same, for one that needs to know more of the run's end. */
    default String finish(Ending ending) throws Exception {
        return finish(ending.verdict());
    }

    /** What it holds that is gone, and has not deleted because that takes a person's word; asked when it has finished. */
    default List<RunReport.Blocked> blocked() {
        return List.of();
    }

    /** How a table that was there was changed, so that it holds the records, a sentence each; asked when it has finished. */
    default List<String> tableChanges() {
        return List.of();
    }

    /** Changes of its rows that were not sent yet, and are kept; asked when it has finished. */
    default List<RunReport.Unsent> unsent() {
        return List.of();
    }

    /**
     * All have finished: lets go of what another run is kept away by.
     *
     * @param verdict the run's; worse than before if one of the others could not finish
     * @throws Exception if that cannot be let go of; the run is not COMPLETE then
     */
    default void settle(Verdict verdict) throws Exception {}
}
