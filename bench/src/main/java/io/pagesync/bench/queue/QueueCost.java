package io.pagesync.bench.queue;

import io.pagesync.bench.harness.MemoryLoad;
import io.pagesync.bench.harness.ProcessorTime;
import io.pagesync.bench.server.MemoryPages;
import io.pagesync.destination.DestinationKind;
import io.pagesync.destination.DestinationKind.Host;
import io.pagesync.destination.DestinationUse;
import io.pagesync.kafka.KafkaKind;
import io.pagesync.page.Page;
import io.pagesync.page.read.PageFormat;
import io.pagesync.page.read.PageReader;
import io.pagesync.queue.QueueKind;
import jakarta.jms.CompletionListener;
import jakarta.jms.Connection;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends a collection from memory into a queue of ActiveMQ Artemis and a topic of Kafka, beside plain producers that have the
 * records in memory and do not wait for each, and prints what each took. Arguments: folder, records, rounds.
 */
public final class QueueCost {
    private static final int PAGE = 500;
    private static final String NAME = "packages";
    private static final int SINKS_BATCH = 256 * 1024;

    private final MemoryPages pages;
    private final List<byte[]> records = new ArrayList<>();
    private final MemoryLoad load = new MemoryLoad();
    private final ProcessorTime processors = new ProcessorTime();
    private int round;

    private QueueCost(int total) {
        this.pages = MemoryPages.of(total, PAGE, 0);
        for (int number = 1; number <= (total + PAGE - 1) / PAGE; number++) {
            Page page = PageReader.read(number, pages.page(number), null, PageFormat.DEFAULT);
            for (int i = 0; i < page.getSize(); i++) {
                records.add(page.record(i).toBytes());
            }
        }
    }

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        QueueCost cost = new QueueCost(Integer.parseInt(arguments[1]));
        int rounds = Integer.parseInt(arguments[2]);
        try (ArtemisBroker artemis = ArtemisBroker.start(Path.of(arguments[0]));
                KafkaBroker kafka = KafkaBroker.start()) {
            // One round until the code is compiled.
            for (cost.round = 0; cost.round <= rounds; cost.round++) {
                cost.artemis(artemis);
                cost.kafka(kafka);
            }
        }
        cost.load.close();
        System.exit(0);
    }

    private interface Work {
        void run() throws Exception;
    }

    /** How many messages there are, when they are dropped. */
    private interface Drop {
        long run() throws Exception;
    }

    private void time(String name, Work work, Drop drop) throws Exception {
        double before = processors.seconds();
        long begin = System.nanoTime();
        work.run();
        double wall = (System.nanoTime() - begin) / 1e9;
        double processor = processors.seconds() - before;
        long messages = drop.run();
        // A transaction of Kafka ends with a marker.
        if (messages < records.size() || messages > records.size() + records.size() / PAGE) {
            throw new IllegalStateException(name + " has sent " + messages + " messages");
        }
        if (round > 0) {
            System.out.println(name + "\t" + wall + "\t" + processor);
        }
    }

    private void send(DestinationKind kind, Map<String, String> parameters, Object settings) throws Exception {
        DestinationUse use = kind.use(parameters, new Host() {
            @Override
            public <T> T get(Class<T> type) {
                return type.cast(settings);
            }
        });
        load.run(pages, use::open);
    }

    private void artemis(ArtemisBroker broker) throws Exception {
        time(
                "Artemis, queue-sink",
                () -> send(new QueueKind(), Map.of("queue", NAME), broker),
                () -> broker.drop(NAME));
        time("Artemis, plain producer", () -> produce(broker), () -> broker.drop(NAME));
    }

    private void produce(ArtemisBroker broker) throws Exception {
        CountDownLatch left = new CountDownLatch(records.size());
        CompletionListener listener = new CompletionListener() {
            @Override
            public void onCompletion(Message message) {
                left.countDown();
            }

            @Override
            public void onException(Message message, Exception error) {
                throw new IllegalStateException(error);
            }
        };
        try (Connection connection = broker.plain().createConnection();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            MessageProducer producer = session.createProducer(session.createQueue(NAME));
            for (byte[] each : records) {
                producer.send(session.createTextMessage(new String(each, StandardCharsets.UTF_8)), listener);
            }
            left.await();
        }
    }

    private void kafka(KafkaBroker broker) throws Exception {
        for (boolean transactional : new boolean[] {false, true}) {
            String topic = NAME + "-" + round + "-" + transactional;
            broker.make(topic);
            time(
                    "Kafka, kafka-sink" + (transactional ? ", transactional" : ""),
                    () -> send(
                            new KafkaKind(),
                            Map.of("topic", topic, "transactional", Boolean.toString(transactional)),
                            broker.settings()),
                    () -> broker.drop(topic));
        }
        String topic = NAME + "-" + round + "-plain";
        broker.make(topic);
        List<ProducerRecord<byte[], byte[]>> values = new ArrayList<>();
        records.forEach(each -> values.add(new ProducerRecord<>(topic, each)));
        time("Kafka, plain producer", () -> produce(broker, Map.of(), values), () -> broker.drop(topic));
        String other = NAME + "-" + round + "-alike";
        broker.make(other);
        List<ProducerRecord<byte[], byte[]>> alike = alike(other);
        time(
                "Kafka, plain producer, same keys, headers and batches",
                () -> produce(broker, Map.of("batch.size", SINKS_BATCH), alike),
                () -> broker.drop(other));
    }

    /** With keys and headers that are as many and as long as those that the sink sends. */
    private List<ProducerRecord<byte[], byte[]>> alike(String topic) {
        String run = "20261127T120000Z-01234567";
        List<ProducerRecord<byte[], byte[]>> all = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            List<Header> headers = List.of(
                    header("PagesyncSync", "memory"),
                    header("PagesyncRun", run),
                    header("PagesyncPage", Integer.toString(i / PAGE + 1)),
                    header("PagesyncId", "%s-%016x-%016x".formatted(run, i, i)));
            byte[] key = Integer.toString(i).getBytes(StandardCharsets.UTF_8);
            all.add(new ProducerRecord<>(topic, null, key, records.get(i), headers));
        }
        return all;
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static void produce(
            KafkaBroker broker, Map<String, Object> more, List<ProducerRecord<byte[], byte[]>> records)
            throws Exception {
        Map<String, Object> settings = new HashMap<>(more);
        settings.putAll(Map.of("bootstrap.servers", broker.servers(), "acks", "all", "enable.idempotence", true));
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (ProducerRecord<byte[], byte[]> each : records) {
                sent.add(producer.send(each));
            }
            for (Future<RecordMetadata> each : sent) {
                each.get();
            }
        }
    }
}
