package io.pagesync.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.database.table.ColumnRules;
import io.pagesync.database.table.Ddl;
import io.pagesync.database.table.FieldPath;
import io.pagesync.database.table.TableSettings;
import io.pagesync.page.Page;
import io.pagesync.report.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A second run over a collection that has not changed, by what PostgreSQL counts. */
final class SecondRunTest {
    private static final TableSettings BY_ID =
            TableSettings.upsert("items").withKey("id").withIgnore("seen");
    private static final int PAGES = 20;
    private static final int SIZE = 500;
    private static final String COUNTERS =
            "select n_tup_ins, n_tup_upd, n_tup_del from pg_stat_user_tables where relname = 'items'";

    @TempDir
    Path folder = Path.of("");

    private Database database;

    @BeforeEach
    void open() throws SQLException {
        DatabaseSettings settings = RealDatabase.POSTGRES.create(folder);
        database = Database.open(new DatabaseSettings(
                "main", settings.url(), settings.user(), settings.password(), 1, Duration.ofSeconds(5)));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static List<Page> pages(int seen) {
        List<Page> pages = new ArrayList<>();
        for (int page = 1; page <= PAGES; page++) {
            int first = (page - 1) * SIZE;
            pages.add(TestRun.page(
                    page,
                    PAGES * SIZE,
                    SIZE,
                    IntStream.range(first, first + SIZE)
                            .mapToObj(id -> "{\"id\":" + id + ",\"name\":\"item " + id + " of many\",\"price\":" + id
                                    + ".50,\"tags\":[\"a\",{\"b\": " + id + "}],\"sold\":" + (id % 2 == 0)
                                    + ",\"text\":\"" + "lorem ipsum ".repeat(30) + "\",\"seen\":" + seen + "}")
                            .toList()));
        }
        return pages;
    }

    @Test
    void unchangedRun_writesNoVersionOfARow_andHardlyAnyLog() throws SQLException {
        long first = logOf(pages(1));
        List<String> counted = counters();
        long second = logOf(pages(2));

        assertThat(counters()).isEqualTo(counted);
        assertThat(second).isLessThan(first / 100);
        assertThat(rows("select distinct seen from items")).containsExactly("1");
    }

    @Test
    void runWithOneChange_writesOneVersion() throws SQLException {
        logOf(pages(1));
        List<Page> changed = pages(2);
        changed.set(3, TestRun.page(4, PAGES * SIZE, SIZE, withNewName(changed.get(3))));

        logOf(changed);

        assertThat(counters()).containsExactly("10000|1|0");
        assertThat(rows("select id, seen from items where name = 'new'")).containsExactly("1500|2");
    }

    @Test
    void unchangedRun_knowsRowsByTheirVersions_andLooksNoFurther() throws SQLException {
        logOf(pages(1));
        logOf(pages(1));
        logOf(pages(1));

        List<String> versions = rows("select distinct split_part(versions, ' ', 2) from pagesync_marks where page = 1"
                + " and versions like '%+%'");
        assertThat(versions).hasSize(1);
        assertThat(rows("select count(*) from pagesync_marks where versions is null"))
                .containsExactly("0");
        assertThat(counters()).containsExactly("10000|0|0");
    }

    @Test
    void rowThatSomebodyElseHasWritten_isSetRight_alsoWhereItsPageIsUnchanged() throws SQLException {
        logOf(pages(1));
        rows("update items set name = 'theirs' where id in (7, 9000) returning id");
        rows("delete from items where id = 5000 returning id");
        logOf(pages(1));
        assertThat(rows("select count(*), count(distinct id), count(*) filter (where name = 'theirs') from items"))
                .containsExactly("10000|10000|0");

        rows("update items set name = 'theirs' where id = 7 returning id");
        rows("update items set name = name where id = 8 returning id");
        logOf(pages(1));
        logOf(pages(1));

        assertThat(rows("select name from items where id in (7, 8, 9000) order by id"))
                .containsExactly("item 7 of many", "item 8 of many", "item 9000 of many");
    }

    @Test
    void otherRules_writeRowsAnew_alsoOfUnchangedPages() throws SQLException {
        logOf(pages(1));
        logOf(pages(1));
        TableSettings masked = BY_ID.withRules(new ColumnRules(
                Ddl.AUTO, Map.of(), Set.of(), Set.of(), Set.of(FieldPath.ofName("name")), Set.of(), false));

        assertThat(new TestRun(database, masked).load(pages(1), 1).verdict()).isEqualTo(Verdict.COMPLETE);

        assertThat(rows("select distinct name from items")).containsExactly("***");
    }

    private static List<String> withNewName(Page page) {
        List<String> records = new ArrayList<>();
        page.forEach(record -> records.add(new String(record.toBytes(), StandardCharsets.UTF_8)));
        records.set(0, records.get(0).replace("item 1500 of many", "new"));
        return records;
    }

    /** Bytes of the log that a run writes, as its only connection tells. */
    private long logOf(List<Page> pages) throws SQLException {
        long before = log();
        assertThat(new TestRun(database, BY_ID).load(pages, 1).verdict()).isEqualTo(Verdict.COMPLETE);
        return log() - before;
    }

    private long log() throws SQLException {
        rows("select pg_stat_force_next_flush()");
        return Long.parseLong(rows("select wal_bytes from pg_stat_get_backend_wal(pg_backend_pid())")
                .get(0));
    }

    /** Of this connection, the only one, which tells its counts at once where it is asked to. */
    private List<String> counters() throws SQLException {
        rows("select pg_stat_force_next_flush()");
        return rows(COUNTERS);
    }

    private List<String> rows(String sql) throws SQLException {
        return database.transaction((connection, db) -> db.fetch(sql)
                .map(row -> Stream.of(row.intoArray()).map(String::valueOf).collect(Collectors.joining("|"))));
    }
}
