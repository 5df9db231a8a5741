package io.pagesync.cli;

import static io.pagesync.testing.TestSync.bare;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pagesync.camel.jms.TestBroker;
import io.pagesync.kafka.TestKafka;
import io.pagesync.page.Json;
import io.pagesync.testing.NumberedServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.jms.Connection;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A sync of 200 pages into SQLite, PostgreSQL, a file, a queue and a topic of Kafka, killed at random moments and run again
 * until it is done: all of them have each record once.
 */
final class CrashedSyncTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private static final List<String> RECORDS = IntStream.rangeClosed(1, 1_000)
            .mapToObj(id -> "{\"id\":" + id + "}")
            .toList();

    @TempDir
    private Path folder = Path.of("");

    private final Random random = new Random(CrashTest.SEED);
    private int killed;

    @Test
    void run_killedAtRandomMoments_hasEachRecordOnceInTablesFileQueueAndTopic() throws Exception {
        killAndRunAgain(8);
    }

    @Tag("hours")
    @Test
    void run_killedAThousandTimes_hasEachRecord() throws Exception {
        killAndRunAgain(1_000);
    }

    private void killAndRunAgain(int kills) throws Exception {
        try (NumberedServer server = NumberedServer.start(CrashTest::answer);
                EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
                TestBroker broker = TestBroker.start();
                TestKafka kafka = TestKafka.start()) {
            for (int load = 0; killed < kills; load++) {
                Path home = Files.createDirectory(folder.resolve("home" + load));
                kafka.make("items" + load, 3, 100_000);
                bare("items" + load)
                        .with("api", "t3")
                        .with("path", "/items")
                        .with("key", "id")
                        .steps(steps(load))
                        .write(home);
                Map<String, String> environment = environment(
                        "PAGESYNC_API_T3_BASE_URL",
                        server.baseUri().toString(),
                        "PAGESYNC_API_T3_RATE_LIMIT",
                        "0",
                        "PAGESYNC_DATASOURCE_MAIN_URL",
                        "jdbc:sqlite:" + home.resolve("items.db"),
                        "PAGESYNC_DATASOURCE_SECOND_URL",
                        "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres",
                        "PAGESYNC_DATASOURCE_SECOND_USER",
                        "postgres",
                        "PAGESYNC_DATASOURCE_SECOND_PASSWORD",
                        "none",
                        "PAGESYNC_KAFKA_BOOTSTRAP_SERVERS",
                        kafka.servers(),
                        "PAGESYNC_JMS_URL",
                        broker.url(),
                        "PAGESYNC_JMS_USER",
                        TestBroker.USER,
                        "PAGESYNC_JMS_PASSWORD",
                        TestBroker.PASSWORD);
                int before = server.asked().size();
                int its = runToTheEnd(server, home, environment, "items" + load, kills);
                requireAll(home, environment, broker, load);
                assertThat(kafka.committed("items" + load).stream().map(ConsumerRecord::value))
                        .containsExactlyInAnyOrderElementsOf(RECORDS);
                List<Integer> asked =
                        server.asked().subList(before, server.asked().size());
                long again = asked.stream()
                                .filter(page -> page > 1 && page <= CrashTest.PAGES)
                                .count()
                        - (CrashTest.PAGES - 1);
                // The ledger is written behind the pages.
                assertThat(again)
                        .as("pages asked for again after %d kills", its)
                        .isLessThanOrEqualTo(its * 5L * CrashTest.SLOTS);
            }
        }
    }

    private static String steps(int load) {
        return """
                - multicast:
                    parallelProcessing: true
                    executorService: deliver
                    steps:
                      - to: { uri: kamelet:database-sink, parameters: { table: items } }
                      - to: { uri: kamelet:database-sink, parameters: { table: itemsNR, dataSource: second } }
                      - to: { uri: kamelet:jsonl-sink, parameters: { file: items.jsonl } }
                      - to: { uri: kamelet:queue-sink, parameters: { queue: itemsNR } }
                      - to: { uri: kamelet:kafka-sink, parameters: { topic: itemsNR, transactional: true } }
                """.replace("NR", load + "");
    }

    private static Map<String, String> environment(String... namesAndValues) {
        Map<String, String> environment = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            environment.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return environment;
    }

    /** Returns how often it was killed. */
    private int runToTheEnd(NumberedServer server, Path home, Map<String, String> environment, String sync, int kills)
            throws Exception {
        for (int its = 0; ; its++) {
            int before = server.asked().size();
            // Who goes on with a run need not have as many workers as who was killed.
            environment.put("PAGESYNC_API_T3_CONCURRENCY", CrashTest.SLOTS - random.nextInt(2) + "");
            try (CommandProcess process = CommandProcess.start(
                    home, Redirect.DISCARD, environment, List.of("-Dpagesync.home=" + home), "run", sync, "--json")) {
                await().pollInterval(Duration.ofMillis(5))
                        .until(() -> server.asked().size() > before
                                || !process.process().isAlive());
                if (killed < kills && !process.process().waitFor(random.nextInt(900), TimeUnit.MILLISECONDS)) {
                    process.process().destroyForcibly().waitFor();
                    killed++;
                    continue;
                }
                assertThat(process.exitCode(LONG)).as(process::err).isZero();
                assertThat(process.err()).contains("COMPLETE   1,000 of 1,000 records in 200 pages");
                String run = Json.MAPPER
                        .readTree(process.err()
                                .lines()
                                .reduce((first, last) -> last)
                                .orElse(""))
                        .path("run")
                        .asText();
                String all = environment.getOrDefault("PAGESYNC_DATASOURCE_MAIN_URL", "");
                assertThat(query(all, "", "select count(*) from pagesync_pages where run <> '" + run + "'"))
                        .as("pages of other runs")
                        .isZero();
                return its;
            }
        }
    }

    private static void requireAll(Path home, Map<String, String> environment, TestBroker broker, int load)
            throws Exception {
        String sqlite = environment.getOrDefault("PAGESYNC_DATASOURCE_MAIN_URL", "");
        String postgres = environment.getOrDefault("PAGESYNC_DATASOURCE_SECOND_URL", "");
        assertThat(query(sqlite, "", "select count(*) * 1000000 + count(distinct id) from items"))
                .isEqualTo(1_000_001_000L);
        assertThat(query(postgres, "postgres", "select count(*) * 1000000 + count(distinct id) from items" + load))
                .isEqualTo(1_000_001_000L);
        assertThat(Files.readAllLines(home.resolve("items.jsonl"))).containsExactlyInAnyOrderElementsOf(RECORDS);
        assertThat(queued(broker, "items" + load))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, 1_000).boxed().toList());
    }

    private static long query(String url, String user, String sql) throws SQLException {
        try (java.sql.Connection connection = DriverManager.getConnection(url, user, "none");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return result.next() ? result.getLong(1) : 0;
        }
    }

    /** The ids of all records that are in the queue. */
    private static List<Integer> queued(TestBroker broker, String queue) throws Exception {
        List<Integer> ids = new ArrayList<>();
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(broker.url());
                Connection connection = factory.createConnection(TestBroker.USER, TestBroker.PASSWORD);
                Session session = connection.createSession();
                MessageConsumer consumer = session.createConsumer(session.createQueue(queue))) {
            connection.start();
            for (Message next = consumer.receive(5_000); next != null; next = consumer.receive(500)) {
                ids.add(Json.MAPPER
                        .readTree(((TextMessage) next).getText())
                        .path("id")
                        .intValue());
            }
        }
        return ids;
    }
}
