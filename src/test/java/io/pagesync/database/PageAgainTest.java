package io.pagesync.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pagesync.database.ledger.DatabaseLedger;
import io.pagesync.database.own.sql.Sql;
import io.pagesync.database.table.TableSettings;
import io.pagesync.destination.WriteRetry;
import io.pagesync.page.Page;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.run.turn.StopSignal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pages that come again in their run with other records than before, or from a process that has lost the run. */
final class PageAgainTest {
    private static final TableSettings BY_ID = TableSettings.upsert("items").withKey("id");
    private static final Page BEFORE = page("{\"id\":1,\"a\":\"x\"}");
    private static final Page AFTER = page("{\"id\":1,\"a\":\"y\"}");

    @TempDir
    private Path folder = Path.of("");

    private static Page page(String record) {
        return TestRun.page(1, 1, 1, List.of(record));
    }

    @ParameterizedTest
    @EnumSource
    void write_ofOtherRecordsByKey_replacesThem(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            TestRun run = new TestRun(test.database, BY_ID);
            run.plan(BEFORE);
            run.deliver(BEFORE);
            String hash = test.value("select hash from pagesync_marks");

            run.deliver(AFTER);

            assertThat(run.close().failures()).isEmpty();
            assertThat(test.rows("select id, a from items")).containsExactly("1|y");
            assertThat(test.value("select hash from pagesync_marks")).isNotEqualTo(hash);
        }
    }

    @ParameterizedTest
    @EnumSource
    void write_ofOtherRecordsWithNewFields_replacesThem(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            TestRun run = new TestRun(test.database, BY_ID);
            run.plan(BEFORE);
            run.deliver(BEFORE);

            run.deliver(page("{\"id\":1,\"a\":5,\"b\":true}"));

            assertThat(run.close().failures()).isEmpty();
            assertThat(test.rows("select id, a from items where b is not null")).containsExactly("1|5");
        }
    }

    @ParameterizedTest
    @EnumSource
    void write_ofOtherRecordsToAppend_keepsTheFirstAndIsDrifted(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            TestRun run = new TestRun(test.database, TableSettings.append("log"));
            run.plan(BEFORE);
            run.deliver(BEFORE);

            run.deliver(AFTER);

            RunReport report = run.close();
            assertThat(report.drift())
                    .contains("page 1 came again with other records, and table log, whose rows do not say which page"
                            + " they are of, keeps those that it had");
            assertThat(report.verdict()).isEqualTo(Verdict.DRIFTED);
            assertThat(test.rows("select a from log")).containsExactly("x");
        }
    }

    @ParameterizedTest
    @EnumSource
    void write_byAProcessThatLostTheRun_writesNothing(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            TestRun run = new TestRun(test.database, BY_ID);
            run.plan(BEFORE);
            run.deliver(BEFORE);
            test.execute("update pagesync_marks set epoch = 9");

            run.deliver(AFTER);

            RunReport report = run.close();
            assertThat(report.failures().get(0).error())
                    .isEqualTo("page 1 of run " + report.run() + " was written by another process, which has taken the"
                            + " run over; nothing more is written here");
            assertThat(test.rows("select a from items")).containsExactly("x");
        }
    }

    @ParameterizedTest
    @EnumSource
    void write_afterTheLeaseWasTaken_writesNothing(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            TestRun run = new TestRun(test.database, BY_ID, TestRun.QUICK, new DatabaseLedger(test.database, 50, 90));
            run.plan(BEFORE);
            run.deliver(BEFORE);
            assertThat(test.rows("select epoch from pagesync_marks")).containsExactly("1");
            await().until(() -> test.rows("select page from pagesync_pages").size() == 1);
            test.execute("update pagesync_leases set until = 1");

            TestRun next = new TestRun(test.database, BY_ID, TestRun.QUICK, new DatabaseLedger(test.database, 50, 90));
            next.plan(AFTER);
            next.deliver(AFTER);
            run.deliver(BEFORE);

            assertThat(run.close().verdict()).isNotEqualTo(Verdict.COMPLETE);
            assertThat(next.close().failures()).isEmpty();
            assertThat(test.rows("select a from items")).containsExactly("y");
        }
    }

    /** As it is for a process that was stopped, or whose machine has slept. */
    @ParameterizedTest
    @EnumSource(names = {"POSTGRES", "MARIADB"})
    void transaction_thatTheServerHasEndedAsItWasIdle_isTriedAgain(RealDatabase engine) throws Exception {
        boolean postgres = engine == RealDatabase.POSTGRES;
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            AtomicInteger attempts = new AtomicInteger();

            List<Integer> its = WriteRetry.DEFAULT.call(
                    test.database.errors("a table"),
                    new StopSignal(),
                    () -> test.database.transaction(connection -> {
                        Sql sql = new Sql(connection);
                        if (attempts.incrementAndGet() == 1) {
                            Long process = sql.first(
                                    postgres ? "select pg_backend_pid()" : "select connection_id()",
                                    row -> row.getLong(1));
                            sql.update(
                                    postgres
                                            ? "set local idle_in_transaction_session_timeout = 20"
                                            : "set session idle_transaction_timeout = 1");
                            if (!postgres) {
                                // There a transaction begins only with the first row.
                                sql.update("start transaction");
                            }
                            String there = postgres
                                    ? "select 1 from pg_stat_activity where pid = " + process
                                    : "select 1 from information_schema.processlist where id = " + process;
                            await().until(() -> test.rows(there).isEmpty());
                        }
                        return sql.all("select 1", row -> row.getInt(1));
                    }));

            assertThat(its).containsExactly(1);
            assertThat(attempts).hasValue(2);
        }
    }

    @Test
    void connection_thatIsIdleInATransaction_isEndedByTheServerAfterFifteenSeconds() throws SQLException {
        try (TestDatabase test = new TestDatabase(RealDatabase.POSTGRES, folder)) {
            assertThat(test.value("show idle_in_transaction_session_timeout")).isEqualTo("15s");
        }
        try (TestDatabase test = new TestDatabase(RealDatabase.MARIADB, folder)) {
            assertThat(test.value("select @@session.idle_transaction_timeout")).isEqualTo("15");
        }
    }
}
