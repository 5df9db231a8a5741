package io.pagesync.camel.sink;

import static io.pagesync.testing.TestSync.bare;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.boot.Pipeline;
import io.pagesync.kafka.TestKafka;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.testing.NumberedServer;
import io.pagesync.testing.NumberedServer.Answer;
import io.pagesync.testing.TestApi;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** The route of docs/database.md for a topic that Kafka compacts. */
final class CompactedTopicTest {
    private static final String BEGIN = "```yaml\n- route:\n    id: package-changes\n";

    @TempDir
    private Path folder = Path.of("");

    private static String route(TestKafka kafka) throws Exception {
        String page = Files.readString(Path.of("docs/database.md"));
        String from = page.substring(page.indexOf(BEGIN) + "```yaml\n".length());
        return from.substring(0, from.indexOf("```")).replace("localhost:9092", kafka.servers());
    }

    private static Answer answer(int page, int last) {
        return Answer.page("\"total\":" + last + ",\"pageSize\":50,", page == 1 ? 1 : 51, page == 1 ? last : 50);
    }

    @Test
    void rowThatIsGone_isForgottenByItsTopic() throws Exception {
        try (TestKafka kafka = TestKafka.start();
                NumberedServer server = NumberedServer.start(page -> answer(page, 4));
                Engine engine = Engine.start(TestApi.at(server.baseUri()).settings())) {
            kafka.make("package-changes", 1, 1_000_000);
            SQLiteConfig config = new SQLiteConfig();
            config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
            SQLiteDataSource source = new SQLiteDataSource(config);
            source.setUrl("jdbc:sqlite:" + folder.resolve("test.db"));
            engine.context().getRegistry().bind("main", source);
            engine.addRoutes("package-changes", route(kafka));
            bare("packages")
                    .with("api", "t3")
                    .with("path", "/packages")
                    .with("key", "id")
                    .with("sorted", "growing")
                    .with("verify", "bracketed")
                    .steps(
                            "- to: { uri: kamelet:database-sink, parameters: { table: packages, mode: mirror, changes: 'direct:package-changes' } }")
                    .addTo(engine.context());
            run(engine);
            server.answer(page -> answer(page, 3));

            run(engine);

            List<ConsumerRecord<String, String>> told = kafka.committed("package-changes");
            assertThat(told).extracting(ConsumerRecord::key).containsExactlyInAnyOrder("1", "2", "3", "4", "4", "4");
            List<ConsumerRecord<String, String>> fourth =
                    told.stream().filter(each -> "4".equals(each.key())).toList();
            assertThat(fourth.get(1).value()).contains("\"op\":\"d\"");
            assertThat(fourth.get(2).value()).isNull();
        }
    }

    private static void run(Engine engine) {
        RunReport report = Pipeline.run(engine.context(), "packages");
        assertThat(report.verdict()).as("%s", report).isEqualTo(Verdict.COMPLETE);
    }
}
