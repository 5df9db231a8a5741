package io.pagesync.database.ledger.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pagesync.database.Database;
import io.pagesync.database.DatabaseException;
import io.pagesync.database.DatabaseSettings;
import io.pagesync.database.RealDatabase;
import io.pagesync.database.TestDatabase;
import io.pagesync.rate.limit.Quota;
import io.pagesync.rate.limit.SharedPermits.Grant;
import io.pagesync.rate.limit.SharedPermits.Unused;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The row in which several processes get their permits. */
@Timeout(180)
final class DatabasePermitsTest {
    private static final long APART = 5_000_000;
    private static final long HOUR_OF_MICROS = 3_600_000_000L;
    private static final Quota FIVE_AN_HOUR = new Quota(5, Duration.ofHours(1));

    @TempDir
    private Path folder = Path.of("");

    private static DatabasePermits process(TestDatabase test, Quota... quotas) {
        return new DatabasePermits(test.database, "t3", List.of(quotas));
    }

    private static Grant ask(DatabasePermits permits, int count) {
        return permits.reserve(count, APART, 0, List.of());
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "SQLITE")
    void permits_ofManyAtOnce_neverOverlap_andNoneIsInThePast(RealDatabase engine) throws Exception {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            List<Grant> grants = Collections.synchronizedList(new ArrayList<>());
            ExecutorService threads = Executors.newFixedThreadPool(8);
            List<Future<?>> ends = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                int permits = i + 1;
                DatabasePermits process = process(test);
                ends.add(threads.submit(() -> {
                    for (int j = 0; j < 25; j++) {
                        grants.add(ask(process, permits));
                    }
                }));
            }
            for (Future<?> end : ends) {
                end.get();
            }
            threads.shutdown();

            List<Grant> inOrder = grants.stream()
                    .sorted(Comparator.comparingLong(Grant::first))
                    .toList();
            long free = 0;
            for (Grant each : inOrder) {
                assertThat(each.first()).isGreaterThanOrEqualTo(free);
                free = each.first() + each.permits() * APART;
            }
            assertThat(inOrder).hasSize(200).allSatisfy(each -> assertThat(each.pausedUntil())
                    .isLessThanOrEqualTo(each.now()));
        }
    }

    /** Who has waited for the row must not get a moment that has passed meanwhile. */
    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "SQLITE")
    void permits_ofWhoWaitedForTheRow_areDueFromThenOn(RealDatabase engine) throws Exception {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            DatabasePermits process = process(test);
            ask(process, 1);
            ExecutorService thread = Executors.newSingleThreadExecutor();
            Future<Grant> waiting;
            long freed;
            try (Connection other = connect(test.settings);
                    Statement statement = other.createStatement()) {
                other.setAutoCommit(false);
                statement.execute("update pagesync_permits set asked_at = asked_at");
                waiting = thread.submit(() -> ask(process, 1));
                await().until(() -> somebodyWaits(test));
                freed = now(test);
                other.commit();
            }

            Grant grant = waiting.get();
            thread.shutdown();

            assertThat(grant.first()).isGreaterThanOrEqualTo(freed);
            assertThat(grant.now()).isGreaterThanOrEqualTo(freed);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "SQLITE")
    void permits_askedForFromALaterMomentOn_beginThen_unlessTheLineIsFurther(RealDatabase engine) throws Exception {
        long ahead = 60_000_000_000L;
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            DatabasePermits process = process(test);

            Grant first = process.reserve(2, APART, ahead, List.of());
            Grant second = process.reserve(1, APART, 0, List.of());
            Grant quotas =
                    new DatabasePermits(test.database, "other", List.of(FIVE_AN_HOUR)).reserve(1, 0, ahead, List.of());

            // The statement reads the clock once more for what it says is now.
            assertThat(first.first() - first.now()).isBetween(ahead / 2, ahead);
            assertThat(second.first()).isEqualTo(first.first() + 2 * APART);
            assertThat(quotas.first() - quotas.now()).isEqualTo(ahead);
        }
    }

    private static Connection connect(DatabaseSettings settings) throws SQLException {
        return DriverManager.getConnection(
                settings.url(), settings.user(), settings.password().get());
    }

    private static boolean somebodyWaits(TestDatabase test) throws SQLException {
        String waiting = test.engine == RealDatabase.POSTGRES
                ? "select count(*) from pg_locks where not granted"
                : "select count(*) from information_schema.innodb_trx where trx_state = 'LOCK WAIT'";
        return !"0".equals(test.value(waiting));
    }

    private static long now(TestDatabase test) throws SQLException {
        String value = test.value("select " + test.database.facts().micros());
        return Long.parseLong(value) * 1000;
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "SQLITE")
    void pause_ofOne_isSeenByAll_andALongerOneStays(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            DatabasePermits one = process(test);
            DatabasePermits other = process(test);
            assertThat(ask(other, 0).pausedUntil())
                    .isLessThanOrEqualTo(ask(other, 0).now());

            one.pause(Duration.ofMinutes(10));
            one.pause(Duration.ofSeconds(1));

            Grant look = ask(other, 0);
            assertThat(look.permits()).isZero();
            assertThat(Duration.ofNanos(look.pausedUntil() - look.now()))
                    .isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
            Grant grant = ask(other, 2);
            assertThat(grant.first()).isEqualTo(look.pausedUntil());
            assertThat(ask(one, 1).first()).isEqualTo(look.pausedUntil() + 2 * APART);
            Grant ofAnotherApi = new DatabasePermits(test.database, "other", List.of()).reserve(1, APART, 0, List.of());
            assertThat(ofAnotherApi.pausedUntil()).isLessThanOrEqualTo(ofAnotherApi.now());
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "SQLITE")
    void clockThatIsSetBack_takesPermitsAndPauseAlong(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            DatabasePermits process = process(test);
            process.pause(Duration.ofSeconds(60));
            Grant before = ask(process, 1);
            // As if it had been written when the clock showed an hour more.
            test.execute("update pagesync_permits set next_at = next_at + " + HOUR_OF_MICROS
                    + ", paused_until = paused_until + " + HOUR_OF_MICROS + ", asked_at = asked_at + "
                    + HOUR_OF_MICROS);

            Grant look = ask(process, 0);
            Grant after = ask(process, 1);

            assertThat(Duration.ofNanos(look.pausedUntil() - look.now())).isLessThanOrEqualTo(Duration.ofSeconds(60));
            assertThat(Duration.ofNanos(after.first() - after.now()))
                    .isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60).plusNanos(APART));
            assertThat(after.first() - before.first()).isGreaterThanOrEqualTo(APART);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "SQLITE")
    void quota_isOneOfAll_andWhatIsNotUsedComesBack(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            DatabasePermits one = process(test, FIVE_AN_HOUR, new Quota(100, Duration.ofDays(1)));
            DatabasePermits other = process(test, FIVE_AN_HOUR, new Quota(100, Duration.ofDays(1)));

            Grant first = ask(one, 3);
            Grant second = ask(other, 3);
            Grant third = ask(one, 1);

            assertThat(first.permits()).isEqualTo(3);
            assertThat(first.left()).containsExactly(2L, 97L);
            assertThat(first.usedUp()).isEqualTo(-1);
            assertThat(second.permits()).isEqualTo(2);
            assertThat(second.left()).containsExactly(0L, 95L);
            assertThat(second.usedUp()).isZero();
            assertThat(third.permits()).isZero();
            assertThat(third.usedUp()).isZero();
            assertThat(Duration.ofNanos(third.free() - third.now()))
                    .isBetween(Duration.ofMinutes(59), Duration.ofMinutes(61));
            // What was refused has moved nothing on.
            assertThat(third.first()).isLessThanOrEqualTo(Math.max(second.first() + 2 * APART, third.now()));

            Grant again = other.reserve(3, APART, 0, List.of(new Unused(second.first(), 1)));

            assertThat(again.permits()).isEqualTo(1);
            assertThat(again.left()).containsExactly(0L, 95L);
        }
    }

    /** Each of them is asked by several threads, as by the processes of a cluster. */
    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "SQLITE")
    void quota_ofManyAtOnce_isNeverExceeded(RealDatabase engine)
            throws InterruptedException, ExecutionException, SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            ExecutorService threads = Executors.newFixedThreadPool(6);
            List<Future<Integer>> given = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                DatabasePermits process = process(test, new Quota(40, Duration.ofHours(1)));
                given.add(threads.submit(() -> {
                    int all = 0;
                    for (int j = 0; j < 10; j++) {
                        all += ask(process, 2).permits();
                    }
                    return all;
                }));
            }
            int all = 0;
            for (Future<Integer> each : given) {
                all += each.get();
            }
            threads.shutdown();

            assertThat(all).isEqualTo(40);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "SQLITE")
    void permits_withoutARate_areThere_asFarAsQuotasGo(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            Grant free = process(test).reserve(100, 0, 0, List.of());
            Grant limited = process(test, FIVE_AN_HOUR).reserve(100, 0, 0, List.of());

            assertThat(free.permits()).isEqualTo(100);
            assertThat(free.first()).isEqualTo(free.now());
            assertThat(limited.permits()).isEqualTo(5);
            assertThat(limited.first()).isEqualTo(limited.now());
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "SQLITE")
    void tablesOfTheVersionBefore_getTheRowsTable(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            ask(process(test), 1);
            test.execute("drop table pagesync_permits");
            test.execute("update pagesync_versions set version = 8 where \"table\" = 'pagesync_tables'");

            assertThat(ask(process(test), 1).permits()).isEqualTo(1);
            assertThat(test.value("select version from pagesync_versions where \"table\" = 'pagesync_tables'"))
                    .isEqualTo("10");
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "SQLITE")
    void databaseThatIsAway_isASentence(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            String url = test.settings.url().replaceFirst(":\\d+/", ":1/");
            DatabaseSettings away = new DatabaseSettings(
                    "main", url, test.settings.user(), test.settings.password(), 1, Duration.ofMillis(250));
            try (Database database = Database.open(away)) {
                assertThatThrownBy(() -> ask(new DatabasePermits(database, "t3", List.of()), 1))
                        .isInstanceOf(DatabaseException.class)
                        .hasMessageStartingWith("the ledger in data source main: ");
            }
        }
    }
}
