package io.pagesync.database.own.work;

import io.pagesync.database.dialect.Dialect;
import io.pagesync.database.own.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code pagesync_work}: pages of open runs that were asked of other processes. A row is made by the process that takes
 * the page, and is that one's by a lease, by the database's clock; it answers in the same row. Who writes a page locks its row in
 * the transaction, so that no page is written once its row is gone or another's.
 */
public final class LedgerWork {
    public static final String NAME = "pagesync_work";
    public static final List<String> KEY = List.of("run", "part", "page");
    /** The longest name of a process. */
    public static final int LONGEST_WORKER = 200;

    private static final List<String> OTHERS =
            List.of("epoch", "worker", "taken_until", "records", "size", "hash", "answer", "hashes");
    /** Stands for the end of a run. */
    private static final int NO_PAGE = 0;

    private static final String OF_PAGE = " where run = ? and part = ? and page = ?";
    private static final String MINE = OF_PAGE + " and worker = ? and answer is null";

    private final Sql sql;
    private final String insert;
    private final String now;

    /**
     * A page of a run.
     *
     * @param run the run's id
     * @param partition the fingerprint of its partition's name
     * @param page its number
     */
    public record Place(String run, long partition, int page) {}

    /**
     * What became of a page.
     *
     * @param records how many of its records were delivered
     * @param size how many it has
     * @param hash the fingerprint of its records
     * @param text the rest, as JSON
     * @param hashes the fingerprints of its keys, in eight bytes each
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Answer(int records, int size, long hash, String text, byte[] hashes) {}

    /**
     * A page as the table has it.
     *
     * @param place the page
     * @param worker who has it
     * @param held whether that holds still
     * @param answer what became of it; null if it is not answered
     */
    public record Row(
            Place place,
            String worker,
            boolean held,
            @Nullable Answer answer) {}

    public LedgerWork(Sql sql, Dialect dialect) {
        this.sql = sql;
        this.insert = dialect.writing().put(NAME, KEY, OTHERS, false);
        this.now = dialect.facts().clock();
    }

    /** The process has the page for so long, unless another one has it, or has answered. Returns whether it has. */
    public boolean take(Place place, int epoch, String worker, long millis) throws SQLException {
        sql.update(
                insert, place.run(), place.partition(), place.page(), epoch, worker, 0L, 0, 0, 0L, null, new byte[0]);
        return sql.update(
                        "update pagesync_work set epoch = ?, worker = ?, taken_until = " + now + " + ?" + OF_PAGE
                                + " and answer is null and (taken_until <= " + now + " or worker = ?)",
                        epoch,
                        worker,
                        millis,
                        place.run(),
                        place.partition(),
                        place.page(),
                        worker)
                > 0;
    }

    /** Whether the process has the page, which nobody else takes before the transaction ends. */
    public boolean lock(Place place, String worker) throws SQLException {
        return sql.update(
                        "update pagesync_work set size = size" + MINE,
                        place.run(),
                        place.partition(),
                        place.page(),
                        worker)
                > 0;
    }

    /** Answers, if the process has the page; returns whether it had. */
    public boolean answer(Place place, String worker, Answer answer) throws SQLException {
        return sql.update(
                        "update pagesync_work set records = ?, size = ?, hash = ?, answer = ?, hashes = ?" + MINE,
                        answer.records(),
                        answer.size(),
                        answer.hash(),
                        answer.text(),
                        answer.hashes(),
                        place.run(),
                        place.partition(),
                        place.page(),
                        worker)
                > 0;
    }

    /** The process does not have the page any more. */
    public void giveBack(Place place, String worker) throws SQLException {
        sql.update("delete from pagesync_work" + MINE, place.run(), place.partition(), place.page(), worker);
    }

    /** All pages that the process has are its for so long from now on. */
    public void renew(String worker, long millis) throws SQLException {
        sql.update(
                "update pagesync_work set taken_until = " + now + " + ? where worker = ? and answer is null",
                millis,
                worker);
    }

    /** The pages that the process has. */
    public List<Place> of(String worker) throws SQLException {
        return sql.all(
                "select run, part, page from pagesync_work where worker = ? and answer is null",
                row -> new Place(row.getString(1), row.getLong(2), row.getInt(3)),
                worker);
    }

    /** Hands over the pages of a run. */
    public void each(String run, Consumer<Row> to) throws SQLException {
        sql.each(
                "select part, page, worker, taken_until > " + now + ", answer, records, size, hash, hashes"
                        + " from pagesync_work where run = ? and page > 0",
                row -> row(run, row),
                to,
                run);
    }

    private static Row row(String run, ResultSet row) throws SQLException {
        String text = row.getString(5);
        Answer answer =
                text == null ? null : new Answer(row.getInt(6), row.getInt(7), row.getLong(8), text, row.getBytes(9));
        return new Row(new Place(run, row.getLong(1), row.getInt(2)), row.getString(3), row.getBoolean(4), answer);
    }

    /**
     * Pages whose process has let its lease run out are free again.
     *
     * @param millis how long a lease is: one that ends later was given before the clock was set back, and lasts that long from
     *     now on, so that whoever lives renews it before
     */
    public void freeLost(String run, long millis) throws SQLException {
        sql.update(
                "update pagesync_work set taken_until = " + now
                        + " + ? where run = ? and answer is null and taken_until > " + now + " + ?",
                millis,
                run,
                millis);
        sql.update("delete from pagesync_work where run = ? and answer is null and taken_until <= " + now, run);
    }

    /** Forgets the answers to these pages, where the ledger has noted them. */
    public void forgetNoted(List<Place> places) throws SQLException {
        sql.updateAll(
                "delete from pagesync_work" + OF_PAGE + " and answer is not null and exists (select 1 from"
                        + " pagesync_pages p where p.run = ? and p.partition = ? and p.page = ?)",
                places.stream()
                        .map(each -> new @Nullable Object[] {
                            each.run(), each.partition(), each.page(), each.run(), each.partition(), each.page()
                        })
                        .toList());
    }

    /** Nobody has or takes a page of the run any more, until it is forgotten. Only for who has locked the sync's lease. */
    public void shut(String run, int epoch) throws SQLException {
        forget(run);
        sql.update(insert, run, 0L, NO_PAGE, epoch, "", 0L, 0, 0, 0L, "over", new byte[0]);
    }

    /** Whether that is so. */
    public boolean isShut(String run) throws SQLException {
        return sql.first("select 1 from pagesync_work" + OF_PAGE, row -> true, run, 0L, NO_PAGE) != null;
    }

    /** Nobody has a page of the run any more; waits for who writes one this moment. */
    public void forget(String run) throws SQLException {
        sql.update("delete from pagesync_work where run = ?", run);
    }
}
