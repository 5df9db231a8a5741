package io.pagesync.camel.work;

import static io.pagesync.testing.TestSync.bare;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.camel.boot.Pipeline;
import io.pagesync.database.RealDatabase;
import io.pagesync.kafka.TestKafka;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.testing.NumberedServer;
import io.pagesync.testing.NumberedServer.Answer;
import io.pagesync.testing.TestSync;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs into topics of Kafka whose pages other processes deliver. */
@Timeout(120)
final class SharedTopicTest {
    private static final int PAGES = 20;
    private static final int SIZE = 5;

    @TempDir
    private Path folder = Path.of("");

    private static TestSync items(String parameters) {
        return bare("items")
                .with("api", "t3")
                .with("path", "/items")
                .with("key", "id")
                .steps("- to: { uri: kamelet:kafka-sink, parameters: { topic: items" + parameters + " } }");
    }

    private static Answer answer(int page) {
        return Answer.numbered(page, PAGES, SIZE);
    }

    private RunReport run(TestKafka kafka, TestSync sync) throws Exception {
        kafka.make("items", 1, 1_000_000);
        try (NumberedServer server = NumberedServer.start(SharedTopicTest::answer);
                ClusterOfEngines cluster =
                        new ClusterOfEngines(folder, RealDatabase.POSTGRES, server.baseUri(), 4, sync)) {
            cluster.with("pagesync.kafka.bootstrap-servers", kafka.servers());
            cluster.worker();
            return Pipeline.run(cluster.owner().context(), "items");
        }
    }

    @Test
    void topic_takesTheRecordsOfAllProcesses() throws Exception {
        try (TestKafka kafka = TestKafka.start()) {
            RunReport report = run(kafka, items(""));

            assertThat(report.verdict()).as("%s", report).isEqualTo(Verdict.COMPLETE);
            assertThat(report.notes()).isEmpty();
            assertThat(report.destinations()).singleElement().asString().contains("100 records (90 by workers)");
            assertThat(kafka.committed("items"))
                    .extracting(ConsumerRecord::key)
                    .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, PAGES * SIZE)
                            .mapToObj(Integer::toString)
                            .toList());
        }
    }

    @Test
    void topic_thatTakesTransactions_isItsOwners() throws Exception {
        try (TestKafka kafka = TestKafka.start()) {
            RunReport report = run(kafka, items(", transactional: true"));

            assertThat(report.verdict()).as("%s", report).isEqualTo(Verdict.COMPLETE);
            assertThat(report.notes())
                    .containsExactly(
                            "one process of the cluster has loaded all pages, as kamelet:kafka-sink: topic items"
                                    + " takes the transactions of one process (transactional: true)");
        }
    }
}
