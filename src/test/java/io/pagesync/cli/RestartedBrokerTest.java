package io.pagesync.cli;

import static io.pagesync.testing.TestSync.bare;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pagesync.camel.jms.TestBroker;
import io.pagesync.kafka.TestKafka;
import io.pagesync.testing.NumberedServer;
import io.pagesync.testing.NumberedServer.Answer;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Syncs into a queue of Artemis and a topic of Kafka whose brokers restart in mid-run, while the sync's process is killed at
 * random moments and run again: each record is there once.
 */
final class RestartedBrokerTest {
    private static final int SLOTS = 4;
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final long LATENCY_NANOS = Duration.ofMillis(100).toNanos();

    @TempDir
    private Path folder = Path.of("");

    private final Random random = new Random(CrashTest.SEED);

    /**
     * How much is to be survived.
     *
     * @param life how many milliseconds a process lives at most behind its first request
     */
    private record Trial(int pages, int size, int kills, int restarts, int life) {
        private static final Trial SMALL = new Trial(60, 20, 1, 1, 500);

        Answer answer(int page) {
            LockSupport.parkNanos(LATENCY_NANOS);
            return Answer.numbered(page, pages, size);
        }

        List<String> records() {
            return IntStream.rangeClosed(1, pages * size)
                    .mapToObj(id -> "{\"id\":" + id + "}")
                    .toList();
        }
    }

    /** A broker that goes away, and comes back with all that it had. */
    @FunctionalInterface
    private interface Restart {
        void run() throws Exception;
    }

    @Test
    void artemis_restartedWhileAProcessIsKilled_hasEachMessageOnce() throws Exception {
        intoArtemis(Trial.SMALL);
    }

    /** Some 4,000 records a second, of which Artemis remembers 20,000. */
    @Tag("long")
    @Test
    void artemis_restartedTwiceWhileTenProcessesAreKilled_hasEachOf60000MessagesOnce() throws Exception {
        intoArtemis(new Trial(600, 100, 10, 2, 2_500));
    }

    @Test
    void kafka_restartedWhileAProcessIsKilled_hasEachRecordOnce() throws Exception {
        intoKafka(Trial.SMALL);
    }

    @Tag("long")
    @Test
    void kafka_restartedTwiceWhileTwentyProcessesAreKilled_hasEachOf60000RecordsOnce() throws Exception {
        intoKafka(new Trial(600, 100, 20, 2, 1_300));
    }

    private void intoArtemis(Trial trial) throws Exception {
        try (TestBroker broker = TestBroker.start(Files.createDirectory(folder.resolve("broker")));
                OtherProducer other = OtherProducer.start(broker)) {
            Map<String, String> environment = Map.of(
                    "PAGESYNC_JMS_URL",
                    broker.url(),
                    "PAGESYNC_JMS_USER",
                    TestBroker.USER,
                    "PAGESYNC_JMS_PASSWORD",
                    TestBroker.PASSWORD);
            runToTheEnd(trial, "- to: { uri: kamelet:queue-sink, parameters: { queue: items } }", environment, () -> {
                broker.goAway();
                broker.comeBack();
            });
            List<String> all = new ArrayList<>(trial.records());
            all.addAll(other.stop());

            assertThat(texts(broker)).containsExactlyInAnyOrderElementsOf(all);
        }
    }

    private void intoKafka(Trial trial) throws Exception {
        try (TestKafka kafka = TestKafka.start()) {
            kafka.make("items", 3, 100_000);
            runToTheEnd(
                    trial,
                    "- to: { uri: kamelet:kafka-sink, parameters: { topic: items, transactional: true } }",
                    Map.of("PAGESYNC_KAFKA_BOOTSTRAP_SERVERS", kafka.servers()),
                    () -> {
                        kafka.goAway();
                        kafka.comeBack();
                    });

            assertThat(kafka.committed("items").stream().map(ConsumerRecord::value))
                    .containsExactlyInAnyOrderElementsOf(trial.records());
        }
    }

    /** Runs the sync, kills its processes and restarts the broker, at pages that are spread over the run, until all is done. */
    private void runToTheEnd(Trial trial, String steps, Map<String, String> broker, Restart restart) throws Exception {
        try (NumberedServer server = NumberedServer.start(trial::answer)) {
            bare("items")
                    .with("api", "t3")
                    .with("path", "/items")
                    .with("key", "id")
                    .steps(steps)
                    .write(folder);
            Map<String, String> environment = new HashMap<>(broker);
            environment.putAll(Map.of(
                    "PAGESYNC_API_T3_BASE_URL",
                    server.baseUri().toString(),
                    "PAGESYNC_API_T3_RATE_LIMIT",
                    "0",
                    "PAGESYNC_API_T3_CONCURRENCY",
                    SLOTS + "",
                    "PAGESYNC_DATASOURCE_MAIN_URL",
                    "jdbc:sqlite:" + folder.resolve("ledger.db")));
            CompletableFuture<Void> restarts = CompletableFuture.runAsync(() -> restart(trial, server, restart));
            int killed = runToTheEnd(trial, server, environment);
            restarts.get(LONG.toSeconds(), TimeUnit.SECONDS);
            assertThat(killed).as("kills").isEqualTo(trial.kills());
        }
    }

    private static void restart(Trial trial, NumberedServer server, Restart restart) {
        for (int i = 1; i <= trial.restarts(); i++) {
            int page = trial.pages() * i / (trial.restarts() + 1);
            await().atMost(Duration.ofMinutes(5)).until(() -> server.asked().size() >= page);
            try {
                restart.run();
            } catch (Exception e) {
                throw new IllegalStateException("the broker does not come back", e);
            }
        }
    }

    /** Returns how many processes were killed. */
    private int runToTheEnd(Trial trial, NumberedServer server, Map<String, String> environment) throws Exception {
        for (int killed = 0; ; killed++) {
            int before = server.asked().size();
            try (CommandProcess process = CommandProcess.start(
                    folder, Redirect.DISCARD, environment, List.of("-Dpagesync.home=" + folder), "run", "items")) {
                await().atMost(LONG)
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> server.asked().size() > before
                                || !process.process().isAlive());
                if (killed < trial.kills()
                        && !process.process().waitFor(random.nextInt(trial.life()), TimeUnit.MILLISECONDS)) {
                    process.process().destroyForcibly().waitFor();
                    continue;
                }
                assertThat(process.exitCode(LONG)).as(process::err).isZero();
                assertThat(process.err())
                        .contains("COMPLETE   %1$,d of %1$,d records in %2$d pages"
                                .formatted(trial.pages() * trial.size(), trial.pages()));
                return killed;
            }
        }
    }

    private static List<String> texts(TestBroker broker) throws JMSException {
        List<String> texts = new ArrayList<>();
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(broker.url());
                Connection connection = factory.createConnection(TestBroker.USER, TestBroker.PASSWORD);
                Session session = connection.createSession();
                MessageConsumer consumer = session.createConsumer(session.createQueue("items"))) {
            connection.start();
            for (Message next = consumer.receive(5_000); next != null; next = consumer.receive(500)) {
                texts.add(next.getBody(String.class));
            }
        }
        return texts;
    }

    /** Somebody else, who sends to the same queue all the time, with ids of his own, and each message until it is there. */
    private static final class OtherProducer implements AutoCloseable {
        private static final long PAUSE_NANOS = Duration.ofMillis(2).toNanos();
        private final TestBroker broker;
        private final List<String> sent = new ArrayList<>();
        private final Thread thread = new Thread(this::sendAll, "other-producer");
        private volatile boolean stopped;

        private OtherProducer(TestBroker broker) {
            this.broker = broker;
        }

        static OtherProducer start(TestBroker broker) {
            OtherProducer started = new OtherProducer(broker);
            started.thread.setDaemon(true);
            started.thread.start();
            return started;
        }

        private void sendAll() {
            while (!stopped) {
                try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(broker.url());
                        Connection connection = factory.createConnection(TestBroker.USER, TestBroker.PASSWORD);
                        Session session = connection.createSession();
                        MessageProducer producer = session.createProducer(session.createQueue("items"))) {
                    while (!stopped) {
                        send(session, producer, "other " + sent.size());
                    }
                } catch (JMSException e) {
                    // The broker is away; the message that it has not acknowledged is sent again.
                    LockSupport.parkNanos(LATENCY_NANOS);
                }
            }
        }

        private void send(Session session, MessageProducer producer, String text) throws JMSException {
            Message message = session.createTextMessage(text);
            message.setStringProperty("_AMQ_DUPL_ID", text);
            try {
                producer.send(message);
            } catch (JMSException e) {
                if (!String.valueOf(e.getMessage()).contains("uplicate message")) {
                    throw e;
                }
            }
            sent.add(text);
            LockSupport.parkNanos(PAUSE_NANOS);
        }

        /** What the broker has acknowledged. */
        List<String> stop() throws InterruptedException {
            stopped = true;
            thread.join(LONG.toMillis());
            assertThat(thread.isAlive()).as("the other producer").isFalse();
            return sent;
        }

        @Override
        public void close() {
            stopped = true;
        }
    }
}
