package io.pagesync.ledger;

import io.pagesync.report.RunReport;
import io.pagesync.since.Asking;
import io.pagesync.since.PageChanges;
import io.pagesync.since.Reached;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;

/** What the ledger holds of one run that is open. Implementations are thread-safe. */
public interface RunLedger {
    /** The run's id; that of the run that was cut short, if this goes on with it. */
    String id();

    /** Whether pages of it were delivered before. */
    default boolean goesOn() {
        return false;
    }

    /** How it began, in one clause: what it goes on with, or why it does not; empty where there is nothing to say. */
    default String beginning() {
        return "";
    }

    /**
     * The collection is another one than that of the run that was to go on: another run begins in its place, with an id of
     * its own and nothing done. What this ledger has given out is of the new run from then on. Only before the first page
     * is done.
     *
     * @param why in one clause
     */
    void beginAnew(String why);

    /**
     * What it holds of one of the run's partitions.
     *
     * @param name the partition's name; empty for the only one of a run that has no others
     */
    PartitionLedger partition(String name);

    /** How much is done in all partitions, earlier attempts included. */
    Totals totals();

    /** Whether a later run may go on where this one stops. */
    boolean resumable();

    /**
     * Checks that the run is still this process's; quick, unless the ledger was away, which it waits for. Asked before
     * anything is written or put in place.
     *
     * @throws io.pagesync.PagesyncException if another process has taken the run over, or nobody can tell
     */
    default void requireHeld() {
        // Where no other process can know of the run, it stays with this one.
    }

    /** The same as far as it can be told without a wait: false if it is not sure, or not so. */
    default boolean isHeld() {
        return true;
    }

    /**
     * The same of one page, within the transaction that writes it. Where that is one of the ledger's own database, nobody else
     * can take the page before it ends.
     *
     * @param dataSource the data source that the connection is of
     * @param partition the partition's name; empty for all of a collection
     * @throws SQLException if the database cannot be asked
     */
    default boolean isHeld(String dataSource, Connection connection, String partition, int page) throws SQLException {
        return isHeld();
    }

    /** Whether other processes can learn of the run by the ledger, and deliver pages of it for this one. */
    default boolean isShared() {
        return false;
    }

    /** Grows with each process that works on the run, or on another of its sync: who has a lower one writes no more. */
    default int epoch() {
        return 1;
    }

    /** Tells the reason, once, if another process takes the run over, or the ledger is gone for good. */
    default void whenLost(Consumer<String> listener) {
        // Nor is it ever lost.
    }

    /** Whether it keeps the records that destinations refuse for whoever asks later. */
    default boolean keepsRefused() {
        return false;
    }

    /** It was opened in vain, nothing was asked for: whatever it goes on with is as it was before. */
    default void giveBack() {
        // Where nothing lasts, there is nothing to keep.
    }

    /** Whether the run asks only for what has changed; the same as long as it goes on. */
    default Asking asking() {
        return Asking.EVERYTHING;
    }

    /**
     * The API does not take the mark: the run asks for everything, from its first page on. Only before a page is done by
     * this attempt; what an earlier one has done is of another run then, as of {@link #beginAnew}.
     *
     * @param why in one clause
     */
    default void asksForAll(String why) {
        throw new IllegalStateException("the run has no mark");
    }

    /** What a page says of when its records were changed, before it is noted as done. */
    default void changed(String partition, int page, PageChanges changes) {
        // Where nobody goes on, nobody asks for it.
    }

    /** Hands over what pages have said in earlier attempts at the run. */
    default void earlierChanges(Consumer<PageChanges> to) {
        // There were none.
    }

    /**
     * The run is over, and has come to this mark, which is noted in the same step.
     *
     * @throws io.pagesync.PagesyncException if that cannot be noted
     */
    default void close(RunReport report, Reached reached) {
        close(report);
    }

    /**
     * The run is over.
     *
     * @throws io.pagesync.PagesyncException if that cannot be noted
     */
    void close(RunReport report);

    /**
     * A page that is done.
     *
     * @param records how many of its records were delivered
     * @param size how many records it has, refused ones included
     * @param fingerprint of its records; 0 without records
     * @param next what it said of the next page, see {@link io.pagesync.paging.PageSequence#next}
     */
    record DonePage(int records, int size, long fingerprint, String next) {}

    /**
     * A record that a destination could not hold.
     *
     * @param partition its partition's name; empty for all of a collection
     * @param page its page's number
     * @param fingerprint what tells whether the page has the same records when it comes again
     * @param position its place in the page, from 1
     * @param key the text of its key; empty if it has none, or none that can be read
     * @param destination who refused it
     * @param reason why, in one clause
     * @param record its text, without what no destination may keep; empty if that is too long to be kept
     */
    record Refusal(
            String partition,
            int page,
            long fingerprint,
            int position,
            String key,
            String destination,
            String reason,
            String record) {
        /** The same without its text. */
        public Refusal withoutRecord() {
            return new Refusal(partition, page, fingerprint, position, key, destination, reason, "");
        }
    }

    /**
     * How much is done.
     *
     * @param pages how many pages
     * @param records how many of their records were delivered
     */
    record Totals(int pages, long records) {}
}
