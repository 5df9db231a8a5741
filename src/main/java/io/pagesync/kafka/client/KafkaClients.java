package io.pagesync.kafka.client;

import io.pagesync.InvalidSettingException;
import io.pagesync.settings.NearestName;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Makes Kafka's clients as the settings say. Kafka itself tries a record again for two minutes before it says that it could
 * not; here half a minute is enough, since each page is tried again.
 *
 * @param settings the settings
 * @param partitions how many partitions their topic has
 * @param largest how many bytes of records it takes at once
 */
public record KafkaClients(KafkaSettings settings, int partitions, int largest) {
    /**
     * A request takes one batch of a partition. In those of 16 KB, which is what Kafka itself takes, 100,000 records took more
     * than twice as long.
     */
    private static final int BATCH = 256 * 1024;

    private static final int SMALLEST_BATCH = 16 * 1024;

    /** A buffer as large as a batch is held for each partition. */
    private static final int ALL_BATCHES = 8 * 1024 * 1024;

    private static final Map<String, Object> PATIENCE = Map.of(
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            30_000,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            10_000,
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            30_000);

    /** What a topic takes unless it is told otherwise. */
    public static final int LARGEST = 1024 * 1024;

    /** Those that ask questions: what their topic is, is not known yet. */
    public KafkaClients(KafkaSettings settings) {
        this(settings, 1, LARGEST);
    }

    /** Checks the names of the properties, which Kafka itself would overlook with a warning. */
    public KafkaClients {
        Set<String> known = new TreeSet<>(ProducerConfig.configNames());
        known.addAll(ConsumerConfig.configNames());
        known.addAll(AdminClientConfig.configNames());
        requireKnown("client.", settings.client().keySet(), known);
        requireKnown("secret.", settings.secrets().keySet(), known);
    }

    private static void requireKnown(String kind, Set<String> names, Set<String> known) {
        for (String name : new TreeSet<>(names)) {
            if (!known.contains(name)) {
                throw new InvalidSettingException("pagesync.kafka." + kind + name
                        + " names no property of Kafka's client" + NearestName.hint(name, known));
            }
        }
    }

    private Map<String, Object> properties(Map<String, ?> ours, Set<String> known) {
        Map<String, Object> all = new HashMap<>(ours);
        all.putAll(settings.client());
        settings.secrets().forEach((name, secret) -> all.put(name, secret.get()));
        all.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        all.keySet().retainAll(known);
        return all;
    }

    /** One for questions, which gives up soon. */
    public Admin admin() {
        Map<String, Object> soon = Map.of(
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                5_000,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                5_000);
        Map<String, Object> properties = properties(soon, AdminClientConfig.configNames());
        return made(() -> Admin.create(properties));
    }

    /** One without transactions. */
    public Producer<byte[], byte[]> producer() {
        return producer(properties(PATIENCE, ProducerConfig.configNames()));
    }

    /** One whose transactions have this name. */
    public Producer<byte[], byte[]> transactional(String id) {
        Map<String, Object> properties = properties(PATIENCE, ProducerConfig.configNames());
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id);
        return producer(properties);
    }

    private Producer<byte[], byte[]> producer(Map<String, Object> properties) {
        // Kafka's client would send a batch that is too large again and again, and refuses records by a limit of its
        // own.
        properties.merge(
                ProducerConfig.BATCH_SIZE_CONFIG, batch(), (set, ours) -> isLarger(set.toString()) ? ours : set);
        properties.putIfAbsent(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Math.max(LARGEST, largest));
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        return made(() -> new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    private int batch() {
        int share = Math.max(SMALLEST_BATCH, ALL_BATCHES / partitions);
        return Math.min(largest, Math.min(BATCH, share));
    }

    /** What is no number is Kafka's to refuse. */
    private boolean isLarger(String batch) {
        return batch.matches("\\d{1,18}") && Long.parseLong(batch) > largest;
    }

    /** One that reads what was committed. */
    public Consumer<byte[], byte[]> consumer() {
        Map<String, Object> properties = properties(Map.of(), ConsumerConfig.configNames());
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return made(() -> new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }

    /** A client that cannot be made is the fault of the settings, and its error may be a plain one of Kafka. */
    private static <T> T made(Supplier<T> maker) {
        try {
            return maker.get();
        } catch (KafkaException e) {
            throw ClientRefusal.of(e);
        }
    }
}
