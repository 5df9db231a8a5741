package io.pagesync.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.pagesync.database.own.outbox.Outbox.Waiting;
import io.pagesync.database.publish.Outlet;
import io.pagesync.database.publish.Outlets;
import io.pagesync.database.publish.Publishers;
import io.pagesync.database.table.TableSettings;
import io.pagesync.page.Page;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Changes leave the database by one process at a time, each at least once, and a run says what is left. */
final class PublishersTest {
    private static final TableSettings TOLD = told(100_000);

    @TempDir
    Path folder = Path.of("");

    private static TableSettings told(int backlog) {
        return TableSettings.upsert("packages")
                .withKey("id")
                .withChanges(new TableSettings.Changes("direct:changes", backlog));
    }

    /** An endpoint that keeps what it is sent. */
    private static final class Endpoint implements Outlets, Outlet {
        private final List<String> taken = new CopyOnWriteArrayList<>();
        private volatile String failure = "";
        private volatile @Nullable CountDownLatch gate;

        @Override
        public void require(String endpoint) {}

        @Override
        public Outlet open(String name, String endpoint) {
            return this;
        }

        @Override
        public String name() {
            return "direct:changes";
        }

        @Override
        public Sent send(List<Waiting> changes, BooleanSupplier goesOn) {
            List<Long> places = new ArrayList<>();
            for (Waiting each : changes) {
                awaitGate();
                if (!failure.isEmpty()) {
                    return new Sent(places, failure);
                }
                if (!goesOn.getAsBoolean()) {
                    break;
                }
                taken.add(each.change().key() + " " + each.change().type());
                places.add(each.place());
            }
            return new Sent(places, null);
        }

        private void awaitGate() {
            CountDownLatch closed = gate;
            try {
                if (closed != null) {
                    closed.await();
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static List<Page> pages(int pages, String label) {
        return IntStream.range(0, pages)
                .mapToObj(page -> TestRun.page(
                        page + 1, pages * 2, 2, List.of(record(page * 2, label), record(page * 2 + 1, label))))
                .toList();
    }

    private static String record(int id, String label) {
        return "{\"id\":" + id + ",\"label\":\"" + label + "\"}";
    }

    private static List<String> all(int ids, String type) {
        return IntStream.range(0, ids).mapToObj(id -> id + " " + type).toList();
    }

    private static String waiting(TestDatabase test) throws SQLException {
        return String.valueOf(test.value("select count(*) from pagesync_changes"));
    }

    @ParameterizedTest
    @EnumSource
    void run_endsWhenAllIsSent(RealDatabase engine) throws SQLException {
        Endpoint endpoint = new Endpoint();
        try (TestDatabase test = new TestDatabase(engine, folder);
                Publishers publishers = new Publishers(endpoint)) {
            RunReport report = new TestRun(test.database, TOLD, publishers).load(pages(10, "A"), 4);

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(report.unsent()).isEmpty();
            assertThat(report.exitCode()).isZero();
            assertThat(endpoint.taken).containsExactlyInAnyOrderElementsOf(all(20, "created"));
            assertThat(waiting(test)).isEqualTo("0");
        }
    }

    @ParameterizedTest
    @EnumSource
    void changes_thatWereLeft_goOutWithTheNextRun(RealDatabase engine) throws SQLException {
        Endpoint endpoint = new Endpoint();
        endpoint.failure = "nobody listens";
        try (TestDatabase test = new TestDatabase(engine, folder);
                Publishers publishers = new Publishers(endpoint, Duration.ofSeconds(1))) {
            RunReport report = new TestRun(test.database, TOLD, publishers).load(pages(2, "A"), 1);

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(report.unsent())
                    .containsExactly(new RunReport.Unsent("table packages", "direct:changes", 4, "nobody listens"));
            assertThat(report.exitCode()).isEqualTo(8);
            assertThat(endpoint.taken).isEmpty();

            endpoint.failure = "";
            RunReport next = new TestRun(test.database, TOLD, publishers).load(pages(2, "B"), 1);

            assertThat(next.unsent()).isEmpty();
            assertThat(endpoint.taken).hasSize(8).startsWith("0 created", "1 created", "2 created", "3 created");
            assertThat(endpoint.taken).endsWith("0 changed", "1 changed", "2 changed", "3 changed");
            assertThat(waiting(test)).isEqualTo("0");
        }
    }

    @ParameterizedTest
    @EnumSource
    void changes_thatADeadProcessHasLeft_areSentWhereSomebodyServes(RealDatabase engine) throws SQLException {
        Endpoint endpoint = new Endpoint();
        try (TestDatabase test = new TestDatabase(engine, folder);
                Publishers publishers = new Publishers(endpoint)) {
            new TestRun(test.database, TOLD).load(pages(2, "A"), 1);
            assertThat(waiting(test)).isEqualTo("4");

            publishers.serve(test.database, TOLD, "packages");

            await().until(() -> waiting(test).equals("0"));
            assertThat(endpoint.taken).containsExactlyElementsOf(all(4, "created"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void pages_waitWhileAsManyChangesWaitAsMay(RealDatabase engine) throws Exception {
        Endpoint endpoint = new Endpoint();
        CountDownLatch gate = new CountDownLatch(1);
        endpoint.gate = gate;
        try (TestDatabase test = new TestDatabase(engine, folder);
                Publishers publishers = new Publishers(endpoint)) {
            TestRun run = new TestRun(test.database, told(4), publishers);
            CompletableFuture<RunReport> end = CompletableFuture.supplyAsync(() -> run.load(pages(5, "A"), 1));
            await().ignoreExceptions().until(() -> waiting(test).equals("4"));
            await().during(Duration.ofMillis(300)).until(() -> waiting(test).equals("4"));

            gate.countDown();

            assertThat(end.get().notes())
                    .containsExactly(
                            "pages of table packages waited, because 4 changes were not yet sent to direct:changes"
                                    + " (changesBacklog)");
            assertThat(end.get().verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(endpoint.taken).containsExactlyElementsOf(all(10, "created"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void page_thatWaitsForNothing_failsInTheEnd(RealDatabase engine) throws SQLException {
        Endpoint endpoint = new Endpoint();
        endpoint.failure = "nobody listens";
        try (TestDatabase test = new TestDatabase(engine, folder);
                Publishers publishers = new Publishers(endpoint, Duration.ofSeconds(1))) {
            RunReport report = new TestRun(test.database, told(4), publishers).load(pages(3, "A"), 1);

            assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
            assertThat(report.failures())
                    .containsExactly(new RunReport.Failure(
                            3,
                            "table packages: 4 changes wait to be sent to direct:changes, and none goes out: nobody listens;"
                                    + " mend that, and run it again"));
            assertThat(report.exitCode()).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @EnumSource
    void second_process_sendsNothingWhileTheFirstDoes(RealDatabase engine) throws Exception {
        Endpoint first = new Endpoint();
        Endpoint second = new Endpoint();
        CountDownLatch gate = new CountDownLatch(1);
        first.gate = gate;
        try (TestDatabase test = new TestDatabase(engine, folder);
                Database other = Database.open(test.settings);
                Publishers one = new Publishers(first);
                Publishers two = new Publishers(second, Duration.ofSeconds(1))) {
            new TestRun(test.database, TOLD).load(pages(1, "A"), 1);
            one.serve(test.database, TOLD, "packages");
            await().until(() -> test.rows("select sync from pagesync_leases where until > 0")
                            .size()
                    == 1);

            RunReport report = new TestRun(other, TOLD, two).load(pages(1, "A"), 1);

            assertThat(report.unsent()).singleElement().satisfies(unsent -> assertThat(unsent.why())
                    .startsWith("they are being sent by PID "));
            assertThat(second.taken).isEmpty();
            gate.countDown();
            await().until(() -> waiting(test).equals("0"));
            assertThat(first.taken).containsExactlyElementsOf(all(2, "created"));
        }
    }

    /** What a publisher that goes by "above the last one" would lose. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SQLITE")
    void tenWorkers_oneOfThemLateAtCommit_loseNothing(RealDatabase engine) throws SQLException {
        Endpoint endpoint = new Endpoint();
        try (TestDatabase test = new TestDatabase(engine, folder);
                HikariDataSource pool = pool(test.settings);
                Publishers publishers = new Publishers(endpoint)) {
            AtomicBoolean late = new AtomicBoolean();
            DataSource source = lateAtCommit(pool, late, () -> await().until(() -> endpoint.taken.size() == 18));
            Database database = Database.of("main", source);

            RunReport report = new TestRun(database, TOLD, publishers).load(pages(10, "A"), 10);

            assertThat(late).isTrue();
            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(report.unsent()).isEmpty();
            assertThat(endpoint.taken).containsExactlyInAnyOrderElementsOf(all(20, "created"));
            assertThat(waiting(test)).isEqualTo("0");
        }
    }

    private static HikariDataSource pool(DatabaseSettings settings) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(settings.url());
        pool.setUsername(settings.user());
        pool.setPassword(settings.password().get());
        pool.setMaximumPoolSize(15);
        if (settings.url().startsWith("jdbc:mariadb")) {
            pool.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
            pool.setConnectionInitSql("set session sql_mode = 'STRICT_ALL_TABLES'");
        }
        return pool;
    }

    /** Connections of which the first that writes changes down commits only behind something else. */
    private static DataSource lateAtCommit(DataSource source, AtomicBoolean late, Runnable before) {
        return proxy(DataSource.class, (method, arguments) -> {
            Object made = call(source, method, arguments);
            if (!(made instanceof Connection connection)) {
                return made;
            }
            AtomicBoolean its = new AtomicBoolean();
            return proxy(Connection.class, (called, values) -> {
                if (called.getName().equals("prepareStatement")
                        && String.valueOf(values[0]).startsWith("insert into pagesync_changes")
                        && late.compareAndSet(false, true)) {
                    its.set(true);
                }
                if (called.getName().equals("commit") && its.getAndSet(false)) {
                    before.run();
                }
                return call(connection, called, values);
            });
        });
    }

    private interface Calls {
        @Nullable
        Object call(Method method, Object[] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Calls calls) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> calls.call(method, arguments)));
    }

    private static @Nullable Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
