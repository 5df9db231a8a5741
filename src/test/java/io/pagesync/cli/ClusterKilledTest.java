package io.pagesync.cli;

import static io.pagesync.testing.TestSync.bare;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pagesync.testing.NumberedServer;
import io.pagesync.testing.NumberedServer.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes of a cluster that are killed or stopped while a run goes on: it comes to its end with the same id, the table has
 * each record once, and no page was asked for again but those that whoever is gone had in flight.
 */
@Timeout(300)
final class ClusterKilledTest {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final int PAGES = 120;
    private static final int SIZE = 5;
    private static final int CONCURRENCY = 2;

    private static ClusterOfProcesses cluster;

    @TempDir
    private Path folder = Path.of("");

    private String table = "";

    @BeforeAll
    static void startServers() throws Exception {
        cluster = ClusterOfProcesses.start();
    }

    @AfterAll
    static void stopServers() throws IOException {
        cluster.close();
    }

    private static Answer answer(int page) {
        return Answer.numbered(page, PAGES, SIZE);
    }

    private void write(String sync) throws IOException {
        write(sync, "");
    }

    private void write(String sync, String schedule) throws IOException {
        assumeTrue(Files.isReadable(Path.of("/proc/self/stat")));
        table = sync;
        bare(sync)
                .with("api", "t3")
                .with("path", "/items")
                .with("key", "id")
                .with("schedule", schedule)
                .steps("- to: { uri: kamelet:database-sink, parameters: { table: " + sync + " } }")
                .write(folder);
    }

    private CommandProcess start(NumberedServer server, String name, String... arguments) throws IOException {
        return cluster.start(folder, server.baseUri(), 8, CONCURRENCY, name, arguments);
    }

    private static List<String> rows(String sql) {
        return cluster.rows(sql);
    }

    private int delivered() {
        return cluster.delivered(table);
    }

    private static int askedAgain(NumberedServer server) {
        return (int) server.asked().stream()
                .filter(page -> Collections.frequency(server.asked(), page) > 1)
                .distinct()
                .count();
    }

    private void assertWhole(NumberedServer server, int inFlight) {
        assertThat(rows("select count(*), count(distinct id), sum(id) from " + table))
                .containsExactly("600 600 180300");
        assertThat(askedAgain(server)).isLessThanOrEqualTo(inFlight);
        assertThat(rows("select count(*) from pagesync_work where page > 0")).containsExactly("0");
    }

    @Test
    void owner_killedInMidRun_isFollowedByAServeWithTheSameRun() throws Exception {
        write("owned");
        try (NumberedServer server = NumberedServer.start(ClusterKilledTest::answer);
                CommandProcess serve = start(server, "serve", "serve");
                CommandProcess owner = start(server, "owner", "run", "owned")) {
            await().atMost(LONG).untilAsserted(() -> {
                assertThat(serve.process().isAlive()).as(serve::err).isTrue();
                assertThat(owner.process().isAlive()).as(owner::err).isTrue();
                assertThat(delivered()).isGreaterThan(PAGES / 4);
            });
            owner.process().destroyForcibly();
            List<String> run = rows("select id from pagesync_runs where sync = 'owned'");

            await().atMost(LONG).untilAsserted(() -> assertThat(
                            rows("select id, verdict, attempts from pagesync_runs where sync = 'owned'"))
                    .as(serve::err)
                    .containsExactly(run.get(0) + " COMPLETE 2"));

            // What the owner had asked for itself, the first page and the one behind the end; and what was on its way.
            assertWhole(server, CONCURRENCY * 2 + 2);
            assertThat(serve.err()).contains("goes on with its run " + run.get(0));
        }
    }

    @Test
    void workers_killedAndStopped_leaveTheirPagesToOthers() throws Exception {
        write("worked");
        try (NumberedServer server = NumberedServer.start(ClusterKilledTest::answer);
                CommandProcess killed = start(server, "killed", "worker");
                CommandProcess stopped = start(server, "stopped", "worker");
                CommandProcess owner = start(server, "owner", "run", "worked")) {
            await().atMost(LONG).untilAsserted(() -> {
                assertThat(owner.process().isAlive()).as(owner::err).isTrue();
                assertThat(delivered()).isGreaterThan(PAGES / 5);
                // All of them take part.
                assertThat(rows("select id from pagesync_workers where pages > 1"))
                        .hasSize(3);
            });
            killed.process().destroyForcibly();
            stopped.signal("STOP");

            assertThat(owner.exitCode(LONG)).as(owner::err).isZero();

            List<String> table = rows("select * from worked order by id");
            stopped.signal("CONT");
            assertThat(owner.err()).contains("COMPLETE   600 of 600 records in 120 pages");
            assertWhole(server, CONCURRENCY * 2);
            stopped.signal("TERM");
            assertThat(stopped.exitCode(LONG)).as(stopped::err).isEqualTo(143);
            assertThat(rows("select * from worked order by id")).isEqualTo(table);
        }
    }

    @Test
    void start_ofTwoServes_isOnesRun_whichTheOtherGoesOnWithWhenThatIsToldToEnd() throws Exception {
        write("timed", "0/30 * * * * ?");
        try (NumberedServer server = NumberedServer.start(ClusterKilledTest::answer);
                CommandProcess one = start(server, "one", "serve");
                CommandProcess two = start(server, "two", "serve")) {
            await().atMost(LONG).untilAsserted(() -> {
                assertThat(one.process().isAlive()).as(one::err).isTrue();
                assertThat(two.process().isAlive()).as(two::err).isTrue();
                assertThat(delivered()).isGreaterThan(PAGES / 5);
            });
            String run =
                    rows("select id from pagesync_runs where sync = 'timed'").get(0);
            boolean first = rows("select owner from pagesync_runs where id = '" + run + "'")
                    .get(0)
                    .startsWith("PID " + one.process().pid() + " ");
            (first ? one : two).signal("TERM");

            await().atMost(LONG).untilAsserted(() -> assertThat(
                            rows("select verdict, attempts from pagesync_runs where id = '" + run + "'"))
                    .as(() -> (first ? two : one).err())
                    .containsExactly("COMPLETE 2"));

            assertThat((first ? two : one).err()).contains("goes on with its run " + run);
            assertThat(rows("select count(*), count(distinct id) from timed")).containsExactly("600 600");
            assertThat(rows("select count(*) from pagesync_runs where sync = 'timed'"))
                    .isEqualTo(rows("select count(*) from pagesync_starts"));
        }
    }
}
