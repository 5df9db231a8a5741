package io.pagesync.camel.work;

import static io.pagesync.testing.TestSync.bare;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.boot.Pipeline;
import io.pagesync.camel.jms.TestBroker;
import io.pagesync.database.DatabaseSettings;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.testing.NumberedServer;
import io.pagesync.testing.NumberedServer.Answer;
import io.pagesync.testing.StallingProxy;
import io.pagesync.testing.TestSync;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What processes of a cluster share goes away in the middle of a run, or a worker's way to it does: nothing is lost or doubled. */
@Timeout(300)
final class ClusterOutageTest {
    private static final int PAGES = 120;
    private static final int SIZE = 5;
    private static final int CONCURRENCY = 3;
    private static final int RATE = 20;

    /** Those that have a slot, and as many permits as one asking gives: of 50 ms and twice what an answer takes. */
    private static final int UNDER_WAY = 2 * CONCURRENCY;

    @TempDir
    private Path folder = Path.of("");

    private static TestSync items() {
        return bare("items")
                .with("api", "t3")
                .with("path", "/items")
                .with("key", "id")
                .steps("- to: { uri: kamelet:database-sink, parameters: { table: items } }");
    }

    private static Answer answer(int page) {
        return Answer.numbered(page, PAGES, SIZE);
    }

    private EmbeddedPostgres postgres(int port) throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("data"))
                .setCleanDataDirectory(false);
        return (port == 0 ? builder : builder.setPort(port)).start();
    }

    private ClusterOfEngines cluster(NumberedServer server, TestBroker broker, int port) throws Exception {
        return new ClusterOfEngines(broker, database(port), server.baseUri(), CONCURRENCY, items())
                .with("pagesync.api.t3.base-url", server.baseUri().toString())
                .with("pagesync.api.t3.rate-limit", Integer.toString(RATE))
                .with("pagesync.api.t3.concurrency", Integer.toString(CONCURRENCY));
    }

    private static DatabaseSettings database(int port) {
        return new DatabaseSettings("main", url(port), "postgres", "s3cret", 10, Duration.ofSeconds(10));
    }

    private static String url(int port) {
        return "jdbc:postgresql://localhost:" + port + "/postgres";
    }

    private static CompletableFuture<RunReport> run(Engine owner) {
        return CompletableFuture.supplyAsync(() -> Pipeline.run(owner.context(), "items"));
    }

    private static void awaitPages(NumberedServer server, int pages) {
        await().atMost(Duration.ofSeconds(60)).until(() -> server.asked().size() >= pages);
    }

    private static void assertWhole(RunReport report, ClusterOfEngines cluster) throws Exception {
        assertThat(report.verdict()).as("%s", report).isEqualTo(Verdict.COMPLETE);
        assertThat(report.pages().delivered()).isEqualTo(PAGES);
        assertThat(cluster.rows("select count(*), count(distinct id), sum(id) from items"))
                .containsExactly("600 600 180300");
        assertThat(cluster.rows("select verdict, attempts from pagesync_runs")).containsExactly("COMPLETE 1");
        assertThat(cluster.rows("select count(*) from pagesync_work where page > 0"))
                .containsExactly("0");
    }

    /** How often pages were asked for beyond once each, the one behind the end among them. */
    private static int again(NumberedServer server) {
        return server.asked().size() - (PAGES + 1);
    }

    @Test
    void broker_thatRestarts_sendsPagesAgainThatAreOnTheirWay_andNoneIsDeliveredTwice() throws Exception {
        Path journal = Files.createDirectory(folder.resolve("broker"));
        try (NumberedServer server = NumberedServer.start(ClusterOutageTest::answer);
                TestBroker broker = TestBroker.start(journal);
                EmbeddedPostgres postgres = postgres(0);
                ClusterOfEngines cluster = cluster(server, broker, postgres.getPort())) {
            cluster.worker();
            cluster.worker();
            CompletableFuture<RunReport> run = run(cluster.owner());
            awaitPages(server, PAGES / 4);

            broker.goAway();
            awaitPages(server, PAGES / 4 + 2);
            broker.comeBack();

            assertWhole(run.get(120, TimeUnit.SECONDS), cluster);
            assertThat(again(server)).isLessThanOrEqualTo(UNDER_WAY);
        }
    }

    @Test
    void database_thatRestarts_isWaitedFor_andNothingIsSentMeanwhile() throws Exception {
        EmbeddedPostgres postgres = postgres(0);
        int port = postgres.getPort();
        try (NumberedServer server = NumberedServer.start(ClusterOutageTest::answer);
                TestBroker broker = TestBroker.start();
                ClusterOfEngines cluster = cluster(server, broker, port)) {
            cluster.worker();
            cluster.worker();
            CompletableFuture<RunReport> run = run(cluster.owner());
            awaitPages(server, PAGES / 4);

            int before = server.asked().size();
            postgres.close();
            int away = server.asked().size();
            postgres = postgres(port);

            assertThat(away - before).as("sent while it stops, and away").isLessThanOrEqualTo(UNDER_WAY + RATE);
            assertWhole(run.get(120, TimeUnit.SECONDS), cluster);
            assertThat(again(server)).isLessThanOrEqualTo(2 * UNDER_WAY);
        } finally {
            postgres.close();
        }
    }

    @Test
    void worker_thatIsCutOffFromTheDatabase_sendsNothing_andGoesOn() throws Exception {
        cutOff(Duration.ofSeconds(4), 2 * UNDER_WAY);
    }

    /** Another worker has its pages by then. */
    @Test
    @Tag("long")
    void worker_thatIsCutOffForAMinute_writesNothingOfThePagesThatOthersHave() throws Exception {
        cutOff(Duration.ofSeconds(60), 3 * UNDER_WAY);
    }

    private void cutOff(Duration length, int mostAgain) throws Exception {
        try (NumberedServer server = NumberedServer.start(ClusterOutageTest::answer);
                TestBroker broker = TestBroker.start();
                EmbeddedPostgres postgres = postgres(0);
                StallingProxy way = StallingProxy.to(postgres.getPort());
                ClusterOfEngines cluster = cluster(server, broker, postgres.getPort())) {
            Engine owner = cluster.owner();
            cluster.with("pagesync.datasource.main.url", url(way.port())).worker();
            CompletableFuture<RunReport> run = run(owner);
            awaitPages(server, PAGES / 4);

            way.hold();
            int before = server.asked().size();
            long began = System.nanoTime();
            await().atMost(length.multipliedBy(2)).until(() -> System.nanoTime() - began > length.toNanos() / 2);
            int sent = server.asked().size() - before;
            assertThat(sent).as("sent by a worker that is cut off").isLessThanOrEqualTo(UNDER_WAY);
            cluster.with("pagesync.datasource.main.url", url(postgres.getPort()))
                    .worker();
            await().atMost(length.multipliedBy(2)).until(() -> System.nanoTime() - began > length.toNanos());
            way.goOn();

            assertWhole(run.get(180, TimeUnit.SECONDS), cluster);
            assertThat(again(server)).isLessThanOrEqualTo(mostAgain);
            List<String> rows = cluster.rows("select * from items order by id");
            assertThat(rows).hasSize(PAGES * SIZE);
        }
    }
}
