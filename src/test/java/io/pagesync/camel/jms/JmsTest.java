package io.pagesync.camel.jms;

import static io.pagesync.testing.TestSync.packages;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.boot.Pipeline;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.testing.SandboxExtension;
import io.pagesync.testing.TestApi;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.Processor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** Syncs into queues of a real broker. */
final class JmsTest {
    private static final String EACH_RECORD = """
        - split:
            simple: "${body}"
            streaming: true
            stopOnException: true
            steps:
              - to: { uri: jms:queue:packages, parameters: { exchangePattern: InOnly } }
        """;

    private static final String TABLE_AND_QUEUE = """
        - process: { ref: beforeEach }
        - multicast:
            parallelProcessing: true
            executorService: deliver
            steps:
              - to: { uri: kamelet:database-sink, parameters: { table: packages, ignore: retrievedAt } }
        """ + EACH_RECORD.indent(6);

    private volatile Processor beforeEach = exchange -> {};
    private Path folder;
    private TestBroker broker;

    @RegisterExtension
    private final SandboxExtension sandbox = SandboxExtension.of(1050);

    private Engine engine;

    @BeforeEach
    void start(@TempDir Path temporary) throws Exception {
        folder = temporary;
        broker = TestBroker.start();
        engine = engine(TestBroker.PASSWORD);
    }

    private Engine engine(String password) {
        Engine started =
                Engine.start(TestApi.at(sandbox.baseUri()).concurrency(2).settings());
        started.context().getRegistry().bind("pagesync-settings", broker.settings(password));
        started.context().getRegistry().bind("main", database());
        started.context().getRegistry().bind("beforeEach", (Processor) exchange -> beforeEach.process(exchange));
        return started;
    }

    @AfterEach
    void stop() throws Exception {
        engine.close();
        broker.close();
    }

    private SQLiteDataSource database() {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + folder.resolve("test.db"));
        return source;
    }

    private long rows() throws SQLException {
        try (Connection connection = database().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM packages")) {
            return rows.getLong(1);
        }
    }

    private static Set<Integer> ids(List<Message> messages) throws JMSException {
        Set<Integer> ids = new TreeSet<>();
        for (Message message : messages) {
            String text = message.getBody(String.class);
            ids.add(Integer.parseInt(text.substring("{\"id\":".length(), text.indexOf(','))));
        }
        return ids;
    }

    private static List<String> propertyNames(Message message) throws JMSException {
        List<String> names = new ArrayList<>();
        for (Enumeration<?> each = message.getPropertyNames(); each.hasMoreElements(); ) {
            names.add(String.valueOf(each.nextElement()));
        }
        // The broker's own, such as how often it has been delivered.
        names.removeIf(name -> name.startsWith("JMSX"));
        return names;
    }

    @Test
    void split_toAQueue_sendsEachRecordAsItsText() throws JMSException {
        RunReport report = packages().steps(EACH_RECORD).run(engine);

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        List<Message> messages = broker.take("packages", 1050);
        assertThat(messages).allSatisfy(message -> assertThat(message).isInstanceOf(TextMessage.class));
        assertThat(ids(messages)).hasSize(1050);
        assertThat(messages).allSatisfy(message -> assertThat(message.getBody(String.class))
                .startsWith("{\"id\":")
                .endsWith("\"}"));
    }

    @Test
    void page_toAQueue_isTheAnswersText() throws JMSException {
        packages()
                .steps("- to: { uri: jms:queue:pages, parameters: { exchangePattern: InOnly } }")
                .run(engine);

        assertThat(broker.take("pages", 11)).allSatisfy(message -> assertThat(message.getBody(String.class))
                .startsWith("{")
                .contains("\"total\":1050", "\"data\":[{\"id\":")
                .endsWith("}"));
    }

    @Test
    void bytes_toAQueue_stayBytes() throws JMSException {
        packages()
                .steps("- convertBodyTo: { type: 'byte[]' }\n"
                        + "- to: { uri: jms:queue:bytes, parameters: { exchangePattern: InOnly } }")
                .run(engine);

        assertThat(broker.take("bytes", 11))
                .allSatisfy(message -> assertThat(message).isInstanceOf(BytesMessage.class));
    }

    @Test
    void message_ofAnyRecord_saysSyncRunAndPageAndNothingElse() throws JMSException {
        RunReport report = packages().steps(EACH_RECORD).run(engine);

        for (Message message : broker.take("packages", 1050)) {
            assertThat(propertyNames(message)).containsExactlyInAnyOrder("PagesyncSync", "PagesyncRun", "PagesyncPage");
            assertThat(message.getStringProperty("PagesyncSync")).isEqualTo("packages");
            assertThat(message.getStringProperty("PagesyncRun")).isEqualTo(report.run());
            assertThat(message.getIntProperty("PagesyncPage")).isBetween(1, 11);
        }
    }

    @Test
    void broker_thatGoesAwayInMidRun_costsTheTableNothingAndIsNamed() throws Exception {
        AtomicBoolean gone = new AtomicBoolean();
        beforeEach = exchange -> {
            if (exchange.getMessage().getHeader("PagesyncPage", Integer.class) == 6
                    && gone.compareAndSet(false, true)) {
                broker.goAway();
            }
        };

        RunReport report = packages()
                .with("key", "id")
                .with("onPageFailure", "continue")
                .steps(TABLE_AND_QUEUE)
                .run(engine);

        assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
        assertThat(report.pages().missing()).isBetween(6, 10);
        assertThat(report.failures()).anySatisfy(failure -> assertThat(failure.error())
                .contains("the message broker " + broker.url() + " cannot be reached")
                .endsWith("start it, or mend pagesync.jms.url"));
        assertThat(rows()).isEqualTo(1050);
    }

    @Test
    void broker_thatIsBack_getsEveryRecordFromTheNextRunAndTheTableNoneTwice() throws Exception {
        broker.goAway();
        RunReport without = packages()
                .with("key", "id")
                .with("onPageFailure", "continue")
                .steps(TABLE_AND_QUEUE)
                .run(engine);
        assertThat(without.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(rows()).isEqualTo(1050);

        broker.comeBack();
        RunReport with = Pipeline.run(engine.context(), "packages");

        assertThat(with.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(ids(broker.take("packages", 1050))).hasSize(1050);
        assertThat(with.destinations()).singleElement().asString().contains("1,050 records, 0 rows written");
        assertThat(rows()).isEqualTo(1050);
    }

    @Test
    void password_thatIsWrong_isSaidInOneSentenceAndNotShown() {
        try (Engine other = engine("wr0ng-of-the-broker")) {
            RunReport report = packages().steps(EACH_RECORD).run(other);

            assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
            assertThat(report.failures()).anySatisfy(failure -> assertThat(failure.error())
                    .isEqualTo("the message broker " + broker.url() + " refuses the user pagesync; check"
                            + " pagesync.jms.user and pagesync.jms.password"));
            assertThat(report.toString()).doesNotContain("wr0ng");
        }
    }

    @Test
    void connectionFactory_ofTheHost_goesBeforeTheSettings() throws JMSException {
        try (Engine other = engine("wr0ng-of-the-broker");
                ActiveMQConnectionFactory ofHost =
                        new ActiveMQConnectionFactory(broker.url(), TestBroker.USER, TestBroker.PASSWORD)) {
            other.context().getRegistry().bind("hostsBroker", ofHost);

            assertThat(packages().steps(EACH_RECORD).run(other).verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(broker.take("packages", 1050)).hasSize(1050);
        }
    }

    @Test
    void component_thatIsThereBeforeUs_getsTheSettingsToo() throws IOException {
        org.apache.camel.impl.DefaultCamelContext context = new org.apache.camel.impl.DefaultCamelContext();
        context.getRegistry().bind("pagesync-settings", broker.settings(TestBroker.PASSWORD));
        context.getComponent("jms");
        JmsSetup.install(context);

        assertThat(context.getComponent("jms", org.apache.camel.component.jms.JmsComponent.class)
                        .getConfiguration()
                        .getConnectionFactory())
                .isNotNull();
        context.close();
    }
}
