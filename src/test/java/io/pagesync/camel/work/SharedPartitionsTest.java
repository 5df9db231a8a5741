package io.pagesync.camel.work;

import static io.pagesync.testing.TestSync.bare;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.boot.Pipeline;
import io.pagesync.database.RealDatabase;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.testing.NumberedServer.Answer;
import io.pagesync.testing.QueryServer;
import io.pagesync.testing.TestSync;
import jakarta.jms.Message;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs over partitions whose pages other processes deliver. */
@Timeout(120)
final class SharedPartitionsTest {
    private static final int SIZE = 5;
    /** How many pages each shelf has. */
    private static final Map<String, Integer> SHELVES = Map.of("top", 12, "a/b ü&c", 8, "low", 1);

    @TempDir
    private Path folder = Path.of("");

    private static TestSync items() {
        return bare("items")
                .with("api", "t3")
                .with("path", "/items")
                .with("query", "RAW(shelf={shelf}&sort=id)")
                .with("partitions", "RAW(shelf=top,a/b ü&c,low)")
                .with("key", "id")
                .steps("- to: { uri: kamelet:database-sink, parameters: { table: items } }");
    }

    private static Answer answer(Map<String, String> query) {
        int pages = Objects.requireNonNull(SHELVES.get(query.get("shelf")), query::toString);
        return Answer.numbered(Integer.parseInt(query.getOrDefault("page", "1")), pages, SIZE);
    }

    @Test
    void pagesOfPartitions_areDeliveredByOthersAsOfTheirPartition() throws Exception {
        try (QueryServer server = QueryServer.start(SharedPartitionsTest::answer);
                ClusterOfEngines cluster =
                        new ClusterOfEngines(folder, RealDatabase.POSTGRES, server.baseUri(), 4, items())) {
            Engine owner = cluster.owner();
            CompletableFuture<RunReport> run =
                    CompletableFuture.supplyAsync(() -> Pipeline.run(owner.context(), "items"));
            // All but the first page and the last of each.
            List<Message> messages = cluster.broker.take("pagesync.pages.t3", 10 + 6);
            assertThat(messages).hasSize(16);
            cluster.send(messages);
            cluster.worker();
            cluster.worker();

            RunReport report = run.get(60, TimeUnit.SECONDS);

            assertThat(report.verdict()).as("%s", report).isEqualTo(Verdict.COMPLETE);
            assertThat(Objects.requireNonNull(report.partitions()).verdicts()).isEqualTo(Map.of(Verdict.COMPLETE, 3L));
            assertThat(report.records().delivered()).isEqualTo(21 * SIZE);
            assertThat(report.destinations()).singleElement().asString().contains("105 records (80 by workers)");
            // Behind the end of each shelf, too.
            assertThat(server.asked()).hasSize(21 + 3).doesNotHaveDuplicates();
            assertThat(cluster.rows(
                            "select shelf, count(*), count(distinct id), sum(id) from items group by 1 order by 4"))
                    .containsExactly("low 5 5 15", "a/b ü&c 40 40 820", "top 60 60 1830");
            assertThat(cluster.rows("select count(*) from pagesync_work where page > 0"))
                    .containsExactly("0");
        }
    }

    @Test
    void page_thatFails_isNamedWithItsPartition() throws Exception {
        try (QueryServer server =
                        QueryServer.start(query -> "top".equals(query.get("shelf")) && "7".equals(query.get("page"))
                                ? new Answer(400, "{\"error\":\"no such board\"}")
                                : answer(query));
                ClusterOfEngines cluster = new ClusterOfEngines(
                        folder,
                        RealDatabase.POSTGRES,
                        server.baseUri(),
                        4,
                        items().with("onPageFailure", "continue").with("repairPasses", "0"))) {
            cluster.worker();

            RunReport report = Pipeline.run(cluster.owner().context(), "items");

            assertThat(report.verdict()).as("%s", report).isEqualTo(Verdict.PARTIAL);
            assertThat(String.valueOf(report.partitions())).contains("shelf=top", "page=7", "no such board");
            assertThat(cluster.rows("select shelf, count(*) from items group by 1 order by 2"))
                    .containsExactly("low 5", "a/b ü&c 40", "top 55");
        }
    }
}
