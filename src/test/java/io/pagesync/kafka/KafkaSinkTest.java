package io.pagesync.kafka;

import static io.pagesync.testing.TestSync.packages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.InvalidSettingException;
import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.boot.Pipeline;
import io.pagesync.camel.check.SyncDestinations;
import io.pagesync.camel.context.Ledgers;
import io.pagesync.camel.sync.Syncs;
import io.pagesync.config.Configuration;
import io.pagesync.database.RealDatabase;
import io.pagesync.database.TestDatabase;
import io.pagesync.database.ledger.DatabaseLedger;
import io.pagesync.ledger.Start;
import io.pagesync.page.Json;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.testing.NumberedServer;
import io.pagesync.testing.NumberedServer.Answer;
import io.pagesync.testing.SandboxExtension;
import io.pagesync.testing.TestApi;
import io.pagesync.testing.TestSync;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.camel.Processor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records into topics of a real Kafka by {@code kamelet:kafka-sink}. */
@SuppressWarnings("NullAway.Init")
final class KafkaSinkTest {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static TestKafka kafka;

    @RegisterExtension
    private final SandboxExtension sandbox = SandboxExtension.of(1050);

    /** Each test has one of its own. */
    private final String topic = "packages" + NUMBER.incrementAndGet();

    private volatile Processor beforeEach = exchange -> {};

    @BeforeAll
    static void startKafka() throws Exception {
        kafka = TestKafka.start();
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @BeforeEach
    void makeTopic() throws Exception {
        kafka.make(topic, 3, 100_000);
    }

    private String sink(boolean transactional) {
        return "- to: { uri: kamelet:kafka-sink, parameters: { topic: %s, transactional: %s } }\n"
                .formatted(topic, transactional);
    }

    private Engine engine(URI api) {
        return engine(api, kafka.settings());
    }

    private Engine engine(URI api, Configuration settings) {
        return engine(TestApi.at(api).concurrency(4), settings);
    }

    private Engine engine(TestApi api, Configuration settings) {
        Engine engine = Engine.start(api.settings());
        engine.context().getRegistry().bind("pagesync-settings", settings);
        engine.context().getRegistry().bind("beforeEach", (Processor) exchange -> beforeEach.process(exchange));
        return engine;
    }

    private RunReport run(String steps) throws IOException {
        return run(sandbox.baseUri(), packages().with("key", "id").steps(steps));
    }

    private RunReport run(URI api, TestSync sync) {
        try (Engine engine = engine(api)) {
            return sync.with("onPageFailure", "continue").run(engine);
        }
    }

    private List<Integer> ids() throws Exception {
        return kafka.committed(topic).stream().map(KafkaSinkTest::id).sorted().toList();
    }

    private static int id(ConsumerRecord<String, String> record) {
        try {
            return Json.MAPPER.readTree(record.value()).path("id").intValue();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, String> headers(ConsumerRecord<String, String> record) {
        return StreamSupport.stream(record.headers().spliterator(), false)
                .collect(Collectors.toMap(Header::key, each -> new String(each.value(), StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void records_arriveOnceEachUnderTheirKeyWithSyncRunPageAndId(boolean transactional) throws Exception {
        RunReport report = run(sink(transactional));

        assertThat(report.verdict()).as("%s", report).isEqualTo(Verdict.COMPLETE);
        assertThat(report.destinations()).containsExactly("topic " + topic + " (1,050 records)");
        List<ConsumerRecord<String, String>> records = kafka.committed(topic);
        assertThat(ids()).hasSize(1050).doesNotHaveDuplicates();
        assertThat(records).allSatisfy(record -> {
            assertThat(record.value())
                    .startsWith("{\"id\":" + record.key() + ",")
                    .endsWith("\"}");
            assertThat(headers(record))
                    .containsOnlyKeys("PagesyncSync", "PagesyncRun", "PagesyncPage", "PagesyncId")
                    .containsEntry("PagesyncSync", "packages")
                    .containsEntry("PagesyncRun", report.run());
        });
        assertThat(records.stream().map(record -> headers(record).get("PagesyncId")))
                .doesNotHaveDuplicates();
    }

    @Test
    void scope_leadsTheKey() throws Exception {
        run(
                sandbox.baseUri(),
                packages().with("key", "id").with("scope", "licenseNumber").steps(sink(false)));

        assertThat(kafka.committed(topic)).hasSize(1050).allSatisfy(record -> {
            assertThat(record.key()).isEqualTo("[\"" + TestSync.LICENCE + "\"," + id(record) + "]");
            assertThat(headers(record)).containsEntry("PagesyncScope", "licenseNumber=" + TestSync.LICENCE);
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void recordsOfOneKey_keepTheirOrder(boolean transactional) throws Exception {
        StringBuilder records = new StringBuilder("{\"id\":1,\"n\":0}");
        for (int n = 1; n < 500; n++) {
            records.append(",{\"id\":")
                    .append(n % 7)
                    .append(",\"n\":")
                    .append(n)
                    .append('}');
        }
        try (NumberedServer server = NumberedServer.start(
                page -> new Answer(200, "{\"total\":500,\"pageSize\":500,\"data\":[" + records + "]}"))) {
            run(server.baseUri(), packages().with("key", "id").steps(sink(transactional)));
        }

        Map<String, List<Integer>> byKey = kafka.committed(topic).stream()
                .collect(Collectors.groupingBy(
                        ConsumerRecord::key,
                        Collectors.mapping(
                                record -> Integer.parseInt(record.value().replaceAll(".*:|}", "")),
                                Collectors.toList())));
        assertThat(byKey).hasSize(7);
        assertThat(byKey.values()).allSatisfy(each -> assertThat(each).isSorted());
    }

    @Test
    void page_thatComesAgain_isLeftOutWhereItsTransactionWasCommitted() throws Exception {
        RunReport report = run(sink(true) + sink(true));

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(report.destinations()).containsExactly("topic " + topic + " (1,050 records, 1,050 were there)");
        assertThat(ids()).hasSize(1050).doesNotHaveDuplicates();
    }

    @Test
    void process_thatAnotherOneGoesOnFor_commitsNothingMore() throws Exception {
        beforeEach = exchange -> {
            if (exchange.getMessage().getHeader("PagesyncPage", Integer.class) == 6) {
                String run = exchange.getMessage().getHeader("PagesyncRun", String.class);
                kafka.open(List.of("pagesync-" + run + "-" + topic + "-0"));
            }
        };

        RunReport report;
        // One worker, whose transactions have begun before that page: one that begins later would end the other's.
        try (Engine engine = engine(TestApi.at(sandbox.baseUri()).concurrency(1), kafka.settings())) {
            report = packages()
                    .with("key", "id")
                    .with("onPageFailure", "continue")
                    .steps("- process: { ref: beforeEach }\n" + sink(true))
                    .run(engine);
        }

        assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
        assertThat(report.failures()).anySatisfy(failure -> assertThat(failure.error())
                .isEqualTo("topic " + topic + " of the Kafka at " + kafka.servers()
                        + " takes nothing more from this process, because another one goes on with the run"));
        assertThat(ids()).doesNotHaveDuplicates().hasSizeLessThan(1050);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void broker_thatRestartsInMidRun_getsEachRecord(boolean transactional) throws Exception {
        AtomicBoolean gone = new AtomicBoolean();
        beforeEach = exchange -> {
            if (exchange.getMessage().getHeader("PagesyncPage", Integer.class) == 6
                    && gone.compareAndSet(false, true)) {
                kafka.goAway();
                kafka.comeBack();
            }
        };

        RunReport report = run("- process: { ref: beforeEach }\n" + sink(transactional));

        assertThat(report.verdict()).as("%s", report).isEqualTo(Verdict.COMPLETE);
        assertThat(ids().stream().distinct()).hasSize(1050);
        if (transactional) {
            assertThat(ids()).hasSize(1050);
        }
    }

    /** The broker refuses the smaller one, Kafka's client the larger one. */
    @ParameterizedTest
    @CsvSource({"false, 150000", "true, 150000", "false, 1200000", "true, 1200000"})
    void record_thatIsTooLargeForTheTopic_isRefusedByItself(boolean transactional, int size) throws Exception {
        try (NumberedServer server = NumberedServer.start(page -> new Answer(
                200,
                "{\"total\":4,\"pageSize\":4,\"data\":[{\"id\":1},{\"id\":2,\"x\":\"" + "x".repeat(size)
                        + "\"},{\"id\":3},{\"id\":4}]}"))) {
            RunReport report =
                    run(server.baseUri(), packages().with("key", "id").steps(sink(transactional)));

            assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
            assertThat(report.failures()).singleElement().satisfies(failure -> assertThat(failure.error())
                    .startsWith("1 record refused by topic " + topic)
                    .contains("larger than"));
            assertThat(report.destinations()).containsExactly("topic " + topic + " (3 records)");
        }
        assertThat(ids()).containsExactly(1, 3, 4);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void record_thatWasRefused_isSentAloneOnceTheTopicTakesIt(boolean transactional, @TempDir Path folder)
            throws Exception {
        try (NumberedServer server = NumberedServer.start(page -> new Answer(
                        200,
                        "{\"total\":3,\"pageSize\":3,\"data\":[{\"id\":1},{\"id\":2,\"x\":\"" + "x".repeat(150_000)
                                + "\"},{\"id\":3}]}"));
                TestDatabase test = new TestDatabase(RealDatabase.SQLITE, folder);
                Engine engine = engine(server.baseUri())) {
            engine.context().getRegistry().bind(Ledgers.NAME, new DatabaseLedger(test.database, 50, 90));
            RunReport first =
                    packages().with("key", "id").steps(sink(transactional)).run(engine);
            assertThat(first.exitCode()).isEqualTo(6);
            kafka.resize(topic, 200_000);

            RunReport second = Pipeline.run(engine.context(), "packages", Start.deliveringRefusedOf(first.run()));

            assertThat(second.verdict()).as("%s", second).isEqualTo(Verdict.COMPLETE);
            assertThat(second.destinations()).singleElement().asString().startsWith("topic " + topic + " (1 records");
        }
        assertThat(ids()).containsExactly(1, 2, 3);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void topic_thatIsNotThere_failsTheRunBeforeItsFirstRequest(boolean transactional) {
        assertThatThrownBy(() -> run("- to: { uri: kamelet:kafka-sink, parameters: { topic: nosuch, transactional: "
                        + transactional + " } }"))
                .hasMessage(
                        "topic nosuch of the Kafka at " + kafka.servers() + " is not there; make it, or mend its name");
        assertThat(sandbox.requests()).isEmpty();
    }

    @Test
    void broker_thatIsNotThere_failsTheRunBeforeItsFirstRequest() {
        Configuration nowhere = TestKafka.settings(Map.of(
                "bootstrap-servers", "127.0.0.1:1",
                "attempts", "2",
                "client.default.api.timeout.ms", "200",
                "client.request.timeout.ms", "200"));
        try (Engine engine = engine(sandbox.baseUri(), nowhere)) {
            assertThatThrownBy(() -> packages().steps(sink(false)).run(engine))
                    .hasMessage("topic " + topic
                            + " of the Kafka at 127.0.0.1:1 takes nothing: Connection refused; see to it"
                            + " that pagesync.kafka.bootstrap-servers names brokers that run, and that"
                            + " pagesync.kafka.client.security.protocol is theirs (after 2 attempts)");
        }
        assertThat(sandbox.requests()).isEmpty();
    }

    @Test
    void propertyOfTheClient_thatIsNone_isRefusedWhenTheSyncIsMade() {
        Configuration mistyped = TestKafka.settings(Map.of("client.securty.protocol", "SSL"));
        try (Engine engine = engine(sandbox.baseUri(), mistyped)) {
            assertThatThrownBy(() -> engine.addRoutes(
                            "packages", packages().steps(sink(false)).yaml()))
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessage(
                            "pagesync.kafka.client.securty.protocol names no property of Kafka's client; did you mean"
                                    + " security.protocol?");
        }
    }

    @Test
    void user_whoMayNotWrite_isToldBeforeTheFirstRequest() throws Exception {
        kafka.forbid(topic);

        assertThatThrownBy(() -> run(sink(false)))
                .hasMessage(
                        "topic " + topic + " of the Kafka at " + kafka.servers()
                                + " takes nothing: the user has no right to write to it; see to it that Pagesync may write to it");
        assertThat(sandbox.requests()).isEmpty();
    }

    @Test
    void check_saysWhatTheTopicTakes() throws Exception {
        try (Engine engine = engine(sandbox.baseUri())) {
            engine.addRoutes("packages", packages().steps(sink(false)).yaml());

            assertThat(SyncDestinations.check(
                            engine.context(),
                            Syncs.of(engine.context()).get("packages").collection(),
                            null))
                    .containsExactly(new SyncDestinations.Finding(
                            true, "the topic can be written (3 partitions, records of up to 100,000 bytes)"));
        }
    }
}
