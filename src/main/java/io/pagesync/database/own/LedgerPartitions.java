package io.pagesync.database.own;

import io.pagesync.database.dialect.Dialect;
import io.pagesync.database.own.sql.Sql;
import io.pagesync.ledger.RunHistory;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code pagesync_partitions}: what the first page of each partition of a run said, and what became of it. Names may be
 * longer than any key, so the key is a fingerprint.
 */
public final class LedgerPartitions {
    static final String NAME = "pagesync_partitions";

    static final List<String> KEY = List.of("run", "partition");
    private static final List<String> OTHERS = List.of("name", "pages", "records", "first", "verdict");
    private static final String ROWS =
            "select p.partition, p.name, p.pages, p.records, p.first, p.verdict from pagesync_partitions p";

    private final Sql sql;
    private final Dialect dialect;

    /**
     * A partition.
     *
     * @param key the fingerprint of its name
     * @param name its name; empty for all of a collection
     * @param pages how many pages there are; null if nobody knows
     * @param records how many records were declared; null if none were
     * @param first the fingerprint of its first page; null if there was none
     * @param verdict its verdict; null if it did not end
     */
    public record Row(
            long key,
            String name,
            @Nullable Integer pages,
            @Nullable Long records,
            @Nullable Long first,
            @Nullable String verdict) {}

    LedgerPartitions(Sql sql, Dialect dialect) {
        this.sql = sql;
        this.dialect = dialect;
    }

    /** These are so now, whatever they were before. */
    public void put(String run, Collection<Row> rows) throws SQLException {
        sql.updateAll(
                dialect.writing().put(NAME, KEY, OTHERS, true),
                rows.stream().map(row -> values(run, row)).toList());
    }

    private static @Nullable Object[] values(String run, Row row) {
        String name = LedgerRuns.cut(row.name(), Integer.MAX_VALUE);
        return new @Nullable Object[] {run, row.key(), name, row.pages(), row.records(), row.first(), row.verdict()};
    }

    /** One of a run; null if nothing is known of it. */
    public @Nullable Row find(String run, long key) throws SQLException {
        return sql.first(ROWS + " where p.run = ? and p.partition = ?", LedgerPartitions::row, run, key);
    }

    /** Those of a run, in the order of their names. */
    public List<Row> of(String run, int most) throws SQLException {
        return sql.all(ROWS + " where p.run = ? order by p.name limit ?", LedgerPartitions::row, run, most);
    }

    /** The pages of one that are done or failed, in blocks of this size, by number. */
    public List<RunHistory.PageBlock> pages(String run, long key, int size, int most) throws SQLException {
        String first = "page - 1 - (page - 1) % " + size;
        return sql.all(
                "select " + first + " as first_page, sum(case when error is null then 1 else 0 end),"
                        + " sum(case when error is null then 0 else 1 end),"
                        + " sum(case when error is null and records < size then 1 else 0 end)"
                        + " from pagesync_pages where run = ? and pagesync_pages.partition = ?"
                        + " group by " + first + " order by first_page limit ?",
                row -> new RunHistory.PageBlock(row.getInt(1) + 1, size, row.getInt(2), row.getInt(3), row.getInt(4)),
                run,
                key,
                most);
    }

    private static Row row(ResultSet row) throws SQLException {
        Long pages = Sql.number(row, 3);
        return new Row(
                row.getLong(1),
                row.getString(2),
                pages == null ? null : Integer.valueOf(pages.intValue()),
                Sql.number(row, 4),
                Sql.number(row, 5),
                row.getString(6));
    }

    /** Forgets all of a run. */
    public void delete(String run) throws SQLException {
        sql.update("delete from pagesync_partitions where run = ?", run);
    }
}
