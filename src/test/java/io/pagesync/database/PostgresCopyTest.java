package io.pagesync.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.database.table.TableSettings;
import io.pagesync.page.Json;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages go into PostgreSQL by COPY as long as none of their rows is there, and by a statement from then on. */
final class PostgresCopyTest {
    private static final TableSettings BY_ID = TableSettings.upsert("packages").withKey("id");

    private TestDatabase test;

    @BeforeEach
    void create(@TempDir Path folder) throws SQLException {
        test = new TestDatabase(RealDatabase.POSTGRES, folder);
    }

    @AfterEach
    void close() {
        test.close();
    }

    private RunReport load(Database database, TableSettings settings, int from, int to) {
        List<String> records = new ArrayList<>();
        for (int i = from; i < to; i++) {
            records.add("{\"id\":" + i + ",\"a\":\"x\"}");
        }
        return TestRun.load(database, settings, records);
    }

    /** From now on, the beginning of each statement that brings rows in is kept. */
    private void watch() throws SQLException {
        test.execute("create table seen (statement text)");
        test.execute("create function see() returns trigger language plpgsql as"
                + " 'begin insert into public.seen values (left(current_query(), 6)); return null; end'");
        test.execute("create trigger see after insert on packages for each statement execute function see()");
    }

    @Test
    void load_ofRowsOfWhichNoneIsThere_isCopied() throws SQLException {
        load(test.database, BY_ID, 0, 10);
        watch();

        RunReport report = load(test.database, BY_ID, 10, 20);

        assertThat(report.destinations()).singleElement().asString().contains("10 rows written");
        assertThat(test.rows("select statement from seen")).containsExactly("COPY \"");
    }

    @Test
    void load_whereAKeyIsThereAlready_goesOnByAStatement() throws SQLException {
        load(test.database, BY_ID, 0, 10);
        watch();

        RunReport report = TestRun.load(
                test.database,
                BY_ID,
                List.of("{\"id\":10,\"a\":\"new\"}", "{\"id\":9,\"a\":\"changed\"}", "{\"id\":8,\"a\":\"x\"}"),
                List.of("{\"id\":11,\"a\":\"new\"}", "{\"id\":12,\"a\":\"new\"}", "{\"id\":13,\"a\":\"new\"}"));

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(report.destinations()).singleElement().asString().contains("5 rows written");
        assertThat(test.rows("select id, a from packages where id >= 8 order by id"))
                .containsExactly("8|x", "9|changed", "10|new", "11|new", "12|new", "13|new");
        assertThat(test.rows("select statement from seen")).containsExactly("insert", "insert");
    }

    @Test
    void values_thatMeanSomethingToCopy_areRowsLikeAnyOther() throws Exception {
        Random random = new Random(7);
        String alphabet = "\\N.\t\n\r\bt n'\"{},x\u00e9\u20ac\ud83c\udf3f\u007f\u0001";
        List<String> values = new ArrayList<>(List.of("\\N", "\\.", "\\", "\n", "\t", "", "\\\\N", "\r\n", "a\\tb"));
        for (int i = 0; i < 300; i++) {
            StringBuilder value = new StringBuilder();
            for (int length = random.nextInt(8); length > 0; length--) {
                int at = random.nextInt(alphabet.length());
                value.appendCodePoint(
                        alphabet.codePointAt(Character.isLowSurrogate(alphabet.charAt(at)) ? at - 1 : at));
            }
            values.add(value.toString());
        }
        List<String> records = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            records.add(
                    Json.MAPPER.writeValueAsString(Map.of("id", i, "a", values.get(i), "j", List.of(values.get(i)))));
        }

        RunReport report = TestRun.load(test.database, BY_ID, records);

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(test.rows("select a from packages order by id")).isEqualTo(values);
        assertThat(test.rows("select j->>0 from packages order by id")).isEqualTo(values);
    }

    @Test
    void load_throughConnectionsOfAnotherKind_goesByAStatement() throws SQLException {
        load(test.database, BY_ID, 0, 10);
        watch();
        try (Database wrapped = Database.of("main", hiddenSource())) {
            assertThat(load(wrapped, BY_ID, 10, 20).verdict()).isEqualTo(Verdict.COMPLETE);
        }

        assertThat(test.rows("select statement from seen")).containsExactly("insert");
    }

    @Test
    void load_intoATableWithRowSecurity_goesByAStatement() throws SQLException {
        load(test.database, BY_ID, 0, 10);
        test.execute("alter table packages enable row level security");
        test.execute("create policy all_rows on packages using (true)");
        test.execute("do $$ begin if not exists (select from pg_roles where rolname = 'guarded')"
                + " then create role guarded login; end if; end $$");
        test.execute("grant select, insert, update, delete on all tables in schema public to guarded");
        DatabaseSettings guarded =
                new DatabaseSettings("main", test.settings.url(), "guarded", "", 1, Duration.ofSeconds(5));
        try (Database database = Database.open(guarded)) {
            assertThat(load(database, BY_ID, 10, 20).failures()).isEmpty();
        }

        assertThat(test.value("select count(*) from packages")).isEqualTo("20");
    }

    /** Connections that hide whose they are. */
    private DataSource hiddenSource() {
        return (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> hide(DriverManager.getConnection(
                        test.settings.url(),
                        test.settings.user(),
                        test.settings.password().get())));
    }

    private static Connection hide(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                PostgresCopyTest.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("isWrapperFor")) {
                        return false;
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
