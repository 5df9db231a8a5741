package io.pagesync.cli;

import static io.pagesync.testing.TestSync.bare;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import io.pagesync.testing.NumberedServer;
import io.pagesync.testing.NumberedServer.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The owner of a run in a cluster that is stopped (SIGSTOP) when all pages are there, and wakes up when another process has brought
 * the run to its end: what an owner does at the end is refused to it.
 */
@Timeout(300)
final class StoppedOwnerTest {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final int PAGES = 10;
    private static final int SIZE = 5;

    private static ClusterOfProcesses cluster;

    @TempDir
    private Path folder = Path.of("");

    /** Opened when the owner goes on. */
    private final CountDownLatch gate = new CountDownLatch(1);

    private final AtomicBoolean waits = new AtomicBoolean();
    private final AtomicInteger firsts = new AtomicInteger();

    @BeforeAll
    static void startServers() throws Exception {
        cluster = ClusterOfProcesses.start();
    }

    @AfterAll
    static void stopServers() throws IOException {
        cluster.close();
    }

    private void write(String name, String steps) throws IOException {
        assumeTrue(Files.isReadable(Path.of("/proc/self/stat")));
        bare(name)
                .with("api", "t3")
                .with("path", "/items")
                .with("key", "id")
                .with("verify", "bracketed")
                .with("sorted", "growing")
                .steps("- to: { uri: " + steps + " }")
                .write(folder);
    }

    /** The second time that the first page is asked for, all pages are there, and the run is about to close. */
    private Answer answer(int page) {
        if (page == 1 && firsts.incrementAndGet() == 2) {
            waitsAtTheGate();
        }
        return Answer.numbered(page, PAGES, SIZE);
    }

    private void waitsAtTheGate() {
        waits.set(true);
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private CommandProcess start(NumberedServer server, String name, String... arguments) throws IOException {
        return cluster.start(folder, server.baseUri(), 0, 2, name, arguments);
    }

    private void stop(CommandProcess owner) throws Exception {
        stopWhereItWaits(owner);
        // As when it has run out, but its process knows nothing of that.
        assertThat(cluster.rows("update pagesync_leases set until = 1 returning 'out'"))
                .contains("out");
    }

    private void stopWhereItWaits(CommandProcess owner) throws Exception {
        await().atMost(LONG).untilAsserted(() -> {
            assertThat(owner.process().isAlive()).as(owner::err).isTrue();
            assertThat(waits).isTrue();
        });
        owner.signal("STOP");
    }

    private void goesOn(CommandProcess owner) throws Exception {
        gate.countDown();
        owner.signal("CONT");
    }

    /** All rows of these tables. */
    private static List<String> everything(String... tables) {
        return Arrays.stream(tables)
                .flatMap(
                        table -> cluster.rows("select * from " + table).stream().sorted())
                .toList();
    }

    @Test
    void ownerThatWakesUpLate_neitherDeletesNorCloses() throws Exception {
        mirror("mirrored", this::stop);
    }

    /** Here its own clocks tell it, too. */
    @Test
    @Tag("long")
    void ownerThatWakesUpWhenItsLeaseHasRunOut_neitherDeletesNorCloses() throws Exception {
        mirror("mirroredlater", owner -> {
            stopWhereItWaits(owner);
            await().atMost(LONG).until(() -> cluster.rows(
                            "select sync from pagesync_leases where until < extract(epoch from clock_timestamp()) * 1000")
                    .contains("mirroredlater"));
        });
    }

    private interface Stop {
        void stop(CommandProcess owner) throws Exception;
    }

    private void mirror(String table, Stop stop) throws Exception {
        String[] tables = {table, "pagesync_runs", "pagesync_leases", "pagesync_pages", "pagesync_gone"};
        write(table, "kamelet:database-sink, parameters: { table: " + table + ", mode: mirror }");
        try (NumberedServer server = NumberedServer.start(this::answer);
                CommandProcess first = start(server, "first", "run", table)) {
            stop.stop(first);
            try (CommandProcess second = start(server, "second", "run", table)) {
                assertThat(second.exitCode(LONG)).as(second::err).isZero();
                assertThat(second.err()).contains("goes on with what this run had", "COMPLETE   50 of 50 records");
            }
            // What the first one has not seen, and would delete.
            assertThat(cluster.rows("insert into " + table + " (id) values (9999) returning id"))
                    .containsExactly("9999");
            List<String> before = everything(tables);

            goesOn(first);

            assertThat(first.exitCode(LONG)).as(first::err).isPositive();
            assertThat(first.err())
                    .contains("another process has taken run ", "nothing more is written here")
                    .doesNotContain("COMPLETE", "\tat ");
            assertThat(everything(tables)).isEqualTo(before);
        }
    }

    @Test
    @Tag("long")
    void ownerThatWakesUpLate_publishesNothingThatAnotherHasPublished() throws Exception {
        List<String> taken = new CopyOnWriteArrayList<>();
        HttpServer endpoint = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ExecutorService threads = Executors.newCachedThreadPool();
        endpoint.setExecutor(threads);
        endpoint.createContext("/changes", exchange -> {
            taken.add(exchange.getRequestHeaders().getFirst("PagesyncChangeId"));
            if (taken.size() == 3) {
                waitsAtTheGate();
            }
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        endpoint.start();
        firsts.set(9);
        write(
                "told",
                "kamelet:database-sink, parameters: { table: told, changes: 'http://127.0.0.1:"
                        + endpoint.getAddress().getPort() + "/changes' }");
        try (NumberedServer server = NumberedServer.start(this::answer);
                CommandProcess first = start(server, "first", "run", "told")) {
            stop(first);
            long stopped = System.nanoTime();
            try (CommandProcess second = start(server, "second", "run", "told")) {
                assertThat(second.exitCode(LONG)).as(second::err).isZero();
            }
            // Whoever was stopped looks at its lease when it is due to be renewed.
            await().until(() ->
                    System.nanoTime() - stopped > Duration.ofSeconds(6).toNanos());
            List<String> before = List.copyOf(taken);

            goesOn(first);

            assertThat(first.exitCode(LONG)).as(first::err).isPositive();
            assertThat(taken).isEqualTo(before);
            assertThat(Set.copyOf(taken)).hasSize(PAGES * SIZE);
            // Those on their way when it was stopped.
            assertThat(taken.size() - PAGES * SIZE).isBetween(1, 10);
        } finally {
            gate.countDown();
            endpoint.stop(0);
            threads.shutdownNow();
        }
    }

    /** The file is its own as long as it lives, so nobody of its machine goes on with the run; it must not end well all the same. */
    @Test
    @Tag("long")
    void ownerThatWakesUpLate_putsNoFileInPlace() throws Exception {
        Path file = folder.resolve("items.jsonl");
        write("filed", "kamelet:jsonl-sink, parameters: { file: '" + file + "' }");
        try (NumberedServer server = NumberedServer.start(this::answer);
                CommandProcess first = start(server, "first", "run", "filed")) {
            stop(first);
            try (CommandProcess second = start(server, "second", "run", "filed")) {
                assertThat(second.exitCode(LONG)).as(second::err).isEqualTo(4);
                assertThat(second.err()).contains("items.jsonl is being written by run ");
            }
            List<String> before = everything("pagesync_runs", "pagesync_leases");

            goesOn(first);

            assertThat(first.exitCode(LONG)).as(first::err).isPositive();
            assertThat(first.err()).contains("another process has taken run ").doesNotContain("COMPLETE");
            assertThat(file).doesNotExist();
            assertThat(everything("pagesync_runs", "pagesync_leases")).isEqualTo(before);
        }
    }
}
