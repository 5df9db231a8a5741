package io.pagesync.database.own;

import io.pagesync.database.dialect.Dialect;
import io.pagesync.database.own.sql.Sql;
import io.pagesync.ledger.PartitionLedger.Held;
import io.pagesync.ledger.RunLedger.Refusal;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The tables {@code pagesync_pages}, the pages of runs that are done, and those that failed, {@code pagesync_keys}, the keys of
 * those that are done, as long as somebody may go on with their run, and {@code pagesync_refusals}, the records of those that
 * destinations could not hold.
 */
public final class LedgerPages {
    static final String NAME = "pagesync_pages";
    static final String KEYS = "pagesync_keys";
    static final String REFUSALS = "pagesync_refusals";

    /** The longest text of a name that is kept of a refused record. */
    static final int LONGEST_NAME = 255;

    static final List<String> KEY = List.of("run", "partition", "page");
    private static final List<String> OTHERS = List.of("records", "size", "hash", "next", "error");
    private static final List<String> HASHES = List.of("hashes");
    static final List<String> REFUSAL_KEY = List.of("run", "partition", "page", "number");
    private static final List<String> REFUSAL =
            List.of("hash", "position", "record_key", "destination", "reason", "record");
    private static final int LONGEST_REASON = 4000;
    private static final String REFUSED =
            "select p.name, r.page, r.hash, r.position, r.record_key, r.destination, r.reason,"
                    + " r.record from pagesync_refusals r left join pagesync_partitions p"
                    + " on p.run = r.run and p.partition = r.partition where r.run = ?";
    /** In the place of a number of records. */
    private static final int HELD = -1;

    private static final String DONE = " from pagesync_pages where run = ? and error is null";

    private final Sql sql;
    private final Dialect dialect;

    /**
     * A page.
     *
     * @param partition the fingerprint of its partition's name
     * @param page its number
     * @param records how many of its records were delivered; {@link #HELD} of one that failed and that destinations hold
     * @param size how many it has
     * @param hash the fingerprint of its records
     * @param next what it said of the next page; of one that destinations hold, their names
     * @param error why it failed; null if it is done
     */
    public record Row(
            long partition,
            int page,
            int records,
            int size,
            long hash,
            String next,
            @Nullable String error) {}

    /**
     * The keys of a page.
     *
     * @param partition the fingerprint of its partition's name
     * @param page its number
     * @param hashes a fingerprint of each, in eight bytes
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Keys(long partition, int page, byte[] hashes) {}

    /**
     * What was refused of a page that is done.
     *
     * @param partition the fingerprint of its partition's name
     * @param page its number
     * @param records the records, each once for each destination that refused it
     */
    public record Refused(long partition, int page, List<Refusal> records) {}

    /**
     * How much is done.
     *
     * @param pages how many pages
     * @param records how many of their records were delivered
     */
    public record Sum(int pages, long records) {
        /** Nothing. */
        public static final Sum NONE = new Sum(0, 0);
    }

    LedgerPages(Sql sql, Dialect dialect) {
        this.sql = sql;
        this.dialect = dialect;
    }

    /** These are so now, whatever they were before. */
    public void put(String run, List<Row> rows) throws SQLException {
        sql.updateAll(
                dialect.writing().put(NAME, KEY, OTHERS, true),
                rows.stream().map(row -> values(run, row)).toList());
    }

    private static @Nullable Object[] values(String run, Row row) {
        return new @Nullable Object[] {
            run,
            row.partition(),
            row.page(),
            row.records(),
            row.size(),
            row.hash(),
            row.next().isEmpty() ? null : LedgerRuns.cut(row.next(), Integer.MAX_VALUE),
            row.error() == null ? null : LedgerRuns.cut(row.error(), Integer.MAX_VALUE)
        };
    }

    /** These pages have these keys now. */
    public void putKeys(String run, List<Keys> pages) throws SQLException {
        sql.updateAll(
                dialect.writing().put(KEYS, KEY, HASHES, true),
                pages.stream()
                        .map(each -> new @Nullable Object[] {run, each.partition(), each.page(), each.hashes()})
                        .toList());
    }

    /** The keys of a partition's pages, as far as they were kept. */
    public void keys(String run, long partition, Consumer<Keys> reader) throws SQLException {
        sql.each(
                "select page, hashes from pagesync_keys where run = ? and pagesync_keys.partition = ?",
                row -> new Keys(partition, row.getInt(1), row.getBytes(2)),
                reader,
                run,
                partition);
    }

    /** The runs of a sync whose keys are kept. */
    public List<String> keyed(String sync) throws SQLException {
        return sql.all(
                "select distinct run from pagesync_keys where run in (select id from pagesync_runs where sync = ?)",
                row -> row.getString(1),
                LedgerRuns.key(sync));
    }

    /** Forgets the keys of a run's pages up to this one. */
    public void deleteKeysUpTo(String run, int page) throws SQLException {
        sql.update("delete from pagesync_keys where run = ? and page <= ?", run, page);
    }

    /** This was refused of these pages, and nothing else. */
    public void putRefused(String run, Collection<Refused> pages) throws SQLException {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Refused each : pages) {
            sql.update(
                    "delete from pagesync_refusals where run = ? and pagesync_refusals.partition = ? and page = ?",
                    run,
                    each.partition(),
                    each.page());
            for (Refusal record : each.records()) {
                rows.add(new @Nullable Object[] {
                    run,
                    each.partition(),
                    each.page(),
                    rows.size(),
                    record.fingerprint(),
                    record.position(),
                    text(record.key(), LONGEST_NAME),
                    text(record.destination(), LONGEST_NAME),
                    text(record.reason(), LONGEST_REASON),
                    record.record().getBytes(StandardCharsets.UTF_8)
                });
            }
        }
        sql.updateAll(dialect.writing().put(REFUSALS, REFUSAL_KEY, REFUSAL, true), rows);
    }

    /** Half surrogate pairs, which no database takes, become question marks. */
    private static String text(String any, int most) {
        return LedgerRuns.cut(new String(any.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8), most);
    }

    /** What was refused of a run, by partition, page and place. */
    public List<Refusal> refused(String run, int most) throws SQLException {
        return sql.all(
                REFUSED + " order by p.name, r.page, r.number limit ?",
                row -> refusal(row, row.getBytes(8)),
                run,
                most);
    }

    /** The same of one partition, without the records themselves. */
    public void refused(String run, long partition, Consumer<Refusal> reader) throws SQLException {
        sql.each(
                REFUSED + " and r.partition = ? order by r.page, r.number",
                row -> refusal(row, null),
                reader,
                run,
                partition);
    }

    private static Refusal refusal(ResultSet row, byte @Nullable [] record) throws SQLException {
        String partition = row.getString(1);
        return new Refusal(
                partition == null ? "" : partition,
                row.getInt(2),
                row.getLong(3),
                row.getInt(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                record == null ? "" : new String(record, StandardCharsets.UTF_8));
    }

    /** The pages of a run of which records were refused are to come again. */
    public void askAgainForRefused(String run) throws SQLException {
        sql.update(
                "update pagesync_pages set error = ? where run = ? and error is null and records < size",
                "records of it were refused, and are to be delivered",
                run);
    }

    /** The pages of a partition that are done, in the order of their numbers. */
    public void done(String run, long partition, Consumer<Row> reader) throws SQLException {
        sql.each(
                "select page, records, size, hash, next" + DONE + " and pagesync_pages.partition = ? order by page",
                row -> new Row(
                        partition,
                        row.getInt(1),
                        row.getInt(2),
                        row.getInt(3),
                        row.getLong(4),
                        row.getString(5) == null ? "" : row.getString(5),
                        null),
                reader,
                run,
                partition);
    }

    /** A page that failed, and that these destinations hold. */
    public static Row held(long partition, int page, Held held, String error) {
        return new Row(partition, page, HELD, 0, held.fingerprint(), String.join("\n", held.destinations()), error);
    }

    /** The pages of a partition that failed, and that destinations hold. */
    public Map<Integer, Held> held(String run, long partition) throws SQLException {
        Map<Integer, Held> held = new HashMap<>();
        sql.each(
                "select page, hash, next from pagesync_pages where run = ? and pagesync_pages.partition = ? and records = "
                        + HELD,
                row -> Map.entry(
                        row.getInt(1),
                        new Held(row.getLong(2), Set.of(row.getString(3).split("\n", -1)))),
                each -> held.put(each.getKey(), each.getValue()),
                run,
                partition);
        return held;
    }

    /** Whether a page of a run is done. */
    public boolean isDone(String run, long partition, int page) throws SQLException {
        return sql.first(
                        "select 1" + DONE + " and pagesync_pages.partition = ? and page = ?",
                        row -> true,
                        run,
                        partition,
                        page)
                != null;
    }

    /** How much of a run is done. */
    public Sum sum(String run) throws SQLException {
        Sum sum = sql.first(
                "select count(*), coalesce(sum(records), 0)" + DONE,
                row -> new Sum(row.getInt(1), row.getLong(2)),
                run);
        return sum == null ? Sum.NONE : sum;
    }

    /** How much of each of its partitions is done. */
    public Map<Long, Sum> sums(String run) throws SQLException {
        Map<Long, Sum> sums = new HashMap<>();
        sql.each(
                "select pagesync_pages.partition, count(*), coalesce(sum(records), 0)" + DONE
                        + " group by pagesync_pages.partition",
                row -> Map.entry(row.getLong(1), new Sum(row.getInt(2), row.getLong(3))),
                each -> sums.put(each.getKey(), each.getValue()),
                run);
        return sums;
    }

    /** The pages of a run that failed, by partition and number. */
    public List<Row> failed(String run, int most) throws SQLException {
        return sql.all(
                "select pagesync_pages.partition, page, error from pagesync_pages where run = ? and error is not null"
                        + " order by pagesync_pages.partition, page limit ?",
                row -> new Row(row.getLong(1), row.getInt(2), 0, 0, 0, "", row.getString(3)),
                run,
                most);
    }

    /** Forgets the pages of a partition from this one on. */
    public void forget(String run, long partition, int from) throws SQLException {
        for (String table : List.of(NAME, KEYS, REFUSALS)) {
            sql.update(
                    "delete from " + table + " where run = ? and " + table + ".partition = ? and page >= ?",
                    run,
                    partition,
                    from);
        }
    }

    /** The highest number of any page of a run; 0 if there is none. */
    public int highest(String run) throws SQLException {
        Integer highest =
                sql.first("select coalesce(max(page), 0) from pagesync_pages where run = ?", row -> row.getInt(1), run);
        return highest == null ? 0 : highest;
    }

    /** Forgets the pages of a run up to this one. */
    public void deleteUpTo(String run, int page) throws SQLException {
        deleteKeysUpTo(run, page);
        sql.update("delete from pagesync_refusals where run = ? and page <= ?", run, page);
        sql.update("delete from pagesync_pages where run = ? and page <= ?", run, page);
    }
}
