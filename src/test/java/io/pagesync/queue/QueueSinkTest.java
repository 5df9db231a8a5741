package io.pagesync.queue;

import static io.pagesync.testing.TestSync.packages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.boot.Pipeline;
import io.pagesync.camel.check.SyncDestinations;
import io.pagesync.camel.context.Ledgers;
import io.pagesync.camel.jms.TestBroker;
import io.pagesync.camel.sync.Syncs;
import io.pagesync.config.Configuration;
import io.pagesync.database.RealDatabase;
import io.pagesync.database.TestDatabase;
import io.pagesync.database.ledger.DatabaseLedger;
import io.pagesync.destination.MessageId;
import io.pagesync.ledger.Ledger;
import io.pagesync.ledger.Start;
import io.pagesync.page.Page;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.settings.Value;
import io.pagesync.testing.NumberedServer;
import io.pagesync.testing.NumberedServer.Answer;
import io.pagesync.testing.SandboxExtension;
import io.pagesync.testing.TestApi;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.Processor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records into queues of a real broker by {@code kamelet:queue-sink}. */
@SuppressWarnings("NullAway.Init")
final class QueueSinkTest {
    private static final String QUEUE = "- to: { uri: kamelet:queue-sink, parameters: { queue: packages } }\n";

    @RegisterExtension
    private final SandboxExtension sandbox = SandboxExtension.of(1050);

    @TempDir
    private Path folder = Path.of("");

    private TestBroker broker;

    private volatile Processor beforeEach = exchange -> {};

    @BeforeEach
    void start() throws Exception {
        broker = TestBroker.start();
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    private RunReport run(String steps) throws IOException {
        return run(broker.settings(TestBroker.PASSWORD), steps);
    }

    private RunReport run(Configuration settings, String steps) throws IOException {
        try (Engine engine = engine(settings)) {
            return packages()
                    .with("key", "id")
                    .with("onPageFailure", "continue")
                    .steps(steps)
                    .run(engine);
        }
    }

    private Engine engine(Configuration settings) {
        Engine engine =
                Engine.start(TestApi.at(sandbox.baseUri()).concurrency(4).settings());
        engine.context().getRegistry().bind("pagesync-settings", settings);
        engine.context().getRegistry().bind("beforeEach", (Processor) exchange -> beforeEach.process(exchange));
        return engine;
    }

    private static Set<Integer> ids(List<Message> messages) throws JMSException {
        Set<Integer> ids = new TreeSet<>();
        for (Message message : messages) {
            String text = message.getBody(String.class);
            ids.add(Integer.parseInt(text.substring("{\"id\":".length(), text.indexOf(','))));
        }
        return ids;
    }

    @Test
    void records_arriveEachAsItsTextWithSyncRunAndPage() throws Exception {
        RunReport report = run(QUEUE);

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(report.destinations()).containsExactly("queue packages (1,050 messages)");
        List<Message> messages = broker.take("packages", 1050);
        assertThat(ids(messages)).hasSize(1050);
        for (Message message : messages) {
            assertThat(message).isInstanceOf(TextMessage.class);
            assertThat(message.getBody(String.class)).startsWith("{\"id\":").endsWith("\"}");
            assertThat(ownProperties(message)).containsExactlyInAnyOrder("PagesyncSync", "PagesyncRun", "PagesyncPage");
            assertThat(message.getStringProperty("PagesyncRun")).isEqualTo(report.run());
            assertThat(message.getIntProperty("PagesyncPage")).isBetween(1, 11);
        }
    }

    private static List<String> ownProperties(Message message) throws JMSException {
        List<String> names = new ArrayList<>();
        for (Enumeration<?> each = message.getPropertyNames(); each.hasMoreElements(); ) {
            names.add(String.valueOf(each.nextElement()));
        }
        names.removeIf(name -> name.startsWith("JMSX") || name.equals("_AMQ_DUPL_ID"));
        return names;
    }

    @Test
    void page_thatComesAgain_isDroppedByItsMessageIds() throws Exception {
        RunReport report = run(QUEUE + QUEUE);

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(report.destinations()).containsExactly("queue packages (1,050 messages, 1,050 were there)");
        assertThat(ids(broker.take("packages", 1050))).hasSize(1050);
    }

    @Test
    void page_ofWhichABrokerHasSome_bringsTheOthers() throws Exception {
        beforeEach = exchange -> {
            Page page = exchange.getMessage().getBody(Page.class);
            if (page.getNumber() == 3) {
                sendAlone(exchange.getMessage().getHeader("PagesyncRun", String.class), page, 0, 41, 42, 99);
            }
        };

        RunReport report = run("- process: { ref: beforeEach }\n" + QUEUE);

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(report.destinations()).containsExactly("queue packages (1,046 messages, 4 were there)");
        assertThat(ids(broker.take("packages", 1050))).hasSize(1050);
    }

    private void sendAlone(String run, Page page, int... records) throws JMSException {
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(broker.url());
                Connection connection = factory.createConnection(TestBroker.USER, TestBroker.PASSWORD);
                Session session = connection.createSession()) {
            MessageId ids = new MessageId(run, "", page);
            for (int record : records) {
                byte[] bytes = page.record(record).toBytes();
                TextMessage message = session.createTextMessage(new String(bytes, StandardCharsets.UTF_8));
                message.setStringProperty("_AMQ_DUPL_ID", ids.of(record, bytes));
                session.createProducer(session.createQueue("packages")).send(message);
            }
        }
    }

    @Test
    void topic_getsEachRecord() throws Exception {
        RunReport report = run("- to: { uri: kamelet:queue-sink, parameters: { queue: 'topic:changes' } }");

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(report.destinations()).containsExactly("topic changes (1,050 messages)");
        assertThat(broker.has("changes")).isTrue();
    }

    @Test
    void broker_thatRestartsInMidRun_getsEachRecordOnce() throws Exception {
        broker.close();
        broker = TestBroker.start(folder);
        AtomicBoolean gone = new AtomicBoolean();
        beforeEach = exchange -> {
            if (exchange.getMessage().getHeader("PagesyncPage", Integer.class) == 6
                    && gone.compareAndSet(false, true)) {
                broker.goAway();
                broker.comeBack();
            }
        };

        Map<String, Value> patient =
                new HashMap<>(broker.settings(TestBroker.PASSWORD).all());
        patient.put("pagesync.jms.attempts", Value.of("20", "application.properties"));

        RunReport report = run(Configuration.of(patient), "- process: { ref: beforeEach }\n" + QUEUE);

        assertThat(report.verdict()).as("%s", report).isEqualTo(Verdict.COMPLETE);
        assertThat(ids(broker.take("packages", 1050))).hasSize(1050);
    }

    @Test
    void broker_thatIsNotThere_failsTheRunBeforeItsFirstRequest() throws Exception {
        broker.goAway();

        assertThatThrownBy(() -> run(QUEUE))
                .hasMessageStartingWith("the message broker " + broker.url() + " cannot be reached")
                .hasMessageEndingWith("start it, or mend pagesync.jms.url (after 5 attempts)");
        assertThat(sandbox.requests()).isEmpty();
    }

    @Test
    void user_whoMayNotSend_isToldBeforeTheFirstRequest() throws Exception {
        String sentence = "queue packages of the message broker " + broker.url()
                + " takes nothing: AMQ229032: User: reader does not have permission='CREATE_ADDRESS' on address packages; see to"
                + " it that it is there, and that the user may send to it";
        try (Engine engine = engine(broker.settings(TestBroker.READER, TestBroker.PASSWORD))) {
            assertThatThrownBy(() -> packages().steps(QUEUE).run(engine)).hasMessage(sentence);
            assertThat(sandbox.requests()).isEmpty();
            assertThat(check(engine)).isEqualTo(new SyncDestinations.Finding(false, sentence));
        }
    }

    @Test
    void user_whoMayNotSend_toAQueueThatIsThere_isToldBeforeTheFirstRequest() throws Exception {
        run(QUEUE);
        broker.take("packages", 1050);
        String sentence = "queue packages of the message broker " + broker.url()
                + " takes nothing: AMQ229032: User: reader does not have permission='SEND' on address packages; see to it that"
                + " it is there, and that the user may send to it";
        try (Engine engine = engine(broker.settings(TestBroker.READER, TestBroker.PASSWORD))) {
            assertThatThrownBy(() -> packages().steps(QUEUE).run(engine)).hasMessage(sentence);
            assertThat(check(engine)).isEqualTo(new SyncDestinations.Finding(false, sentence));
        }
        assertThat(broker.count("packages")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"queue", "topic"})
    void queue_thatIsNotThereAndThatTheBrokerDoesNotMake_failsTheRunBeforeItsFirstRequest(String kind)
            throws Exception {
        broker.close();
        broker = TestBroker.start(
                new AddressSettings().setAutoCreateQueues(false).setAutoCreateAddresses(false));
        String name = kind.equals("queue") ? "packages" : "'topic:packages'";

        assertThatThrownBy(() -> run(QUEUE.replace("queue: packages", "queue: " + name)))
                .hasMessage(kind + " packages of the message broker " + broker.url() + " takes nothing: There is no "
                        + kind + " with name packages; see to it that it is there, and that the user may send to it");
        assertThat(sandbox.requests()).isEmpty();
    }

    @Test
    void check_ofAQueueThatIsFullAndBlocks_saysSo() throws Exception {
        broker.close();
        broker = TestBroker.start(new AddressSettings()
                .setMaxSizeBytes(100_000)
                .setAddressFullMessagePolicy(AddressFullMessagePolicy.BLOCK));
        try (Engine engine = engine(broker.settings(TestBroker.PASSWORD))) {
            broker.fill("packages");
            engine.addRoutes("packages", packages().steps(QUEUE).yaml());

            assertThat(check(engine))
                    .isEqualTo(new SyncDestinations.Finding(
                            false,
                            "queue packages of the message broker " + broker.url()
                                    + " takes nothing for the time being, as it seems to be full; have its messages taken, or"
                                    + " raise its limit"));
        }
    }

    /** Artemis keeps one of more than 100 KB apart, and its client sends it in pieces. */
    @Test
    void record_thatIsALargeMessage_arrivesAsItIs() throws Exception {
        String large = "{\"id\":2,\"x\":\"" + "\u00e4x".repeat(200_000) + "\"}";
        try (NumberedServer server = NumberedServer.start(page ->
                new Answer(200, "{\"total\":3,\"pageSize\":3,\"data\":[{\"id\":1}," + large + ",{\"id\":3}]}"))) {
            Engine engine = Engine.start(TestApi.at(server.baseUri()).settings());
            try (engine) {
                engine.context().getRegistry().bind("pagesync-settings", broker.settings(TestBroker.PASSWORD));

                assertThat(packages()
                                .with("key", "id")
                                .steps(QUEUE + QUEUE)
                                .run(engine)
                                .destinations())
                        .containsExactly("queue packages (3 messages, 3 were there)");
            }
        }
        List<String> texts = new ArrayList<>();
        for (Message each : broker.take("packages", 3)) {
            texts.add(each.getBody(String.class));
        }
        assertThat(texts).containsExactlyInAnyOrder("{\"id\":1}", large, "{\"id\":3}");
    }

    @Test
    void record_thatTheBrokerRefuses_isRefusedByItself() throws Exception {
        broker.refuse("{\"id\":17,", "the message is larger than the limit of 100 bytes");

        RunReport report = run(QUEUE);

        assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
        assertThat(report.failures()).singleElement().satisfies(failure -> assertThat(failure.error())
                .contains("17", "the message is larger than the limit of 100 bytes"));
        assertThat(ids(broker.take("packages", 1049))).hasSize(1049).doesNotContain(17);
    }

    @Test
    void record_thatWasRefused_isSentAloneOnceTheCauseIsMended() throws Exception {
        broker.refuse("{\"id\":17,", "the message is larger than the limit of 100 bytes");
        try (TestDatabase test = new TestDatabase(RealDatabase.SQLITE, folder);
                Engine engine = engine(broker.settings(TestBroker.PASSWORD))) {
            Ledger ledger = new DatabaseLedger(test.database, 50, 90);
            engine.context().getRegistry().bind(Ledgers.NAME, ledger);
            RunReport first = packages().with("key", "id").steps(QUEUE).run(engine);
            assertThat(first.exitCode()).isEqualTo(6);
            assertThat(ledger.refused(first.run(), 10)).singleElement().satisfies(each -> {
                assertThat(each.key()).isEqualTo("17");
                assertThat(each.destination()).isEqualTo("queue packages");
            });
            assertThat(ids(broker.take("packages", 1049))).doesNotContain(17);
            broker.refuseNothing();

            RunReport second = Pipeline.run(engine.context(), "packages", Start.deliveringRefusedOf(first.run()));

            assertThat(second.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(second.run()).isEqualTo(first.run());
            assertThat(second.destinations()).containsExactly("queue packages (1 messages)");
            assertThat(ids(broker.take("packages", 1))).containsExactly(17);
            assertThat(ledger.refused(first.run(), 10)).isEmpty();
        }
    }

    @Test
    void connectionFactory_ofTheHost_getsEachRecordOnceToo() throws Exception {
        broker.refuse("{\"id\":17,", "the message is larger than the limit of 100 bytes");
        try (Engine engine = engine(broker.settings("wr0ng-of-the-broker"));
                ActiveMQConnectionFactory ofHost =
                        new ActiveMQConnectionFactory(broker.url(), TestBroker.USER, TestBroker.PASSWORD)) {
            engine.context().getRegistry().bind("hostsBroker", ofHost);

            RunReport report = packages().steps(QUEUE + QUEUE).run(engine);

            assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
            assertThat(ids(broker.take("packages", 1049))).hasSize(1049).doesNotContain(17);
        }
    }

    @Test
    void check_saysWhichBrokerAnswers() throws Exception {
        try (Engine engine = engine(broker.settings(TestBroker.PASSWORD))) {
            engine.addRoutes("packages", packages().steps(QUEUE).yaml());

            SyncDestinations.Finding finding = check(engine);
            assertThat(finding.sound()).isTrue();
            assertThat(finding.text()).startsWith("the message broker answers (ActiveMQ ");
            assertThat(broker.count("packages")).isZero();
        }
    }

    private static SyncDestinations.Finding check(Engine engine) {
        return SyncDestinations.check(
                        engine.context(),
                        Syncs.of(engine.context()).get("packages").collection(),
                        null)
                .get(0);
    }
}
