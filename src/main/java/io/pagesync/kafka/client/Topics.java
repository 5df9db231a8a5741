package io.pagesync.kafka.client;

import io.pagesync.run.turn.RunStoppedException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks Kafka about topics, and makes none but the one of marks. Errors are Kafka's own. */
public final class Topics implements AutoCloseable {
    private static final Duration KEPT = Duration.ofDays(30);

    private static final KafkaFuture<Config> NO_CONFIG = KafkaFuture.completedFuture(new Config(List.of()));

    private final Admin admin;
    private final KafkaPorts ports;

    /** Asks by a client of its own. */
    public Topics(KafkaClients clients) {
        ports = new KafkaPorts(clients.settings());
        admin = clients.admin();
    }

    /**
     * What a topic is.
     *
     * @param partitions how many partitions it has
     * @param mayWrite whether one may write to it
     * @param largest how many bytes of records it takes at once; empty if that is not told
     */
    public record Look(int partitions, boolean mayWrite, OptionalInt largest) {}

    /**
     * Looks at a topic that is there and may be written, and before at who answers there.
     *
     * @throws TopicException if that is not who the settings lead one to expect
     */
    public Look requireWritable(String topic) {
        ports.require();
        Look look;
        try {
            look = look(topic);
        } catch (TimeoutException e) {
            ports.requireTls();
            throw e;
        }
        if (!look.mayWrite()) {
            throw new TopicAuthorizationException("the user has no right to write to it", Set.of(topic));
        }
        return look;
    }

    private Look look(String topic) {
        TopicDescription found = get(admin.describeTopics(
                                List.of(topic), new DescribeTopicsOptions().includeAuthorizedOperations(true))
                        .allTopicNames())
                .get(topic);
        if (found == null) {
            throw new UnknownTopicOrPartitionException("the topic is not there");
        }
        Set<AclOperation> may = found.authorizedOperations();
        boolean mayWrite = may == null || may.contains(AclOperation.WRITE) || may.contains(AclOperation.ALL);
        return new Look(found.partitions().size(), mayWrite, largest(topic));
    }

    private OptionalInt largest(String topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try {
            Config found = get(admin.describeConfigs(List.of(resource)).values().getOrDefault(resource, NO_CONFIG));
            ConfigEntry largest = found.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
            return largest == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(largest.value()));
        } catch (TopicAuthorizationException e) {
            // To look at settings takes a right of its own, which nobody needs for writing.
            return OptionalInt.empty();
        }
    }

    /** Whether a topic is there. */
    public boolean has(String topic) {
        try {
            return look(topic).partitions() > 0;
        } catch (UnknownTopicOrPartitionException e) {
            return false;
        }
    }

    /** Makes the topic of marks, if it is not there. */
    public void makeMarks(String topic) {
        if (has(topic)) {
            return;
        }
        NewTopic made = new NewTopic(topic, Optional.of(1), Optional.empty())
                .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, Long.toString(KEPT.toMillis())));
        try {
            get(admin.createTopics(List.of(made)).all());
        } catch (TopicExistsException e) {
            // Another process was faster.
        }
    }

    /** Whoever opens transactions of these names later on is another one than who has opened them before. */
    public void fence(Collection<String> transactions) {
        get(admin.fenceProducers(transactions).all());
    }

    /** Where the last record of a partition is, open transactions included. */
    public long end(TopicPartition partition) {
        return get(admin.listOffsets(Map.of(partition, OffsetSpec.latest())).partitionResult(partition))
                .offset();
    }

    private static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException kafkas ? kafkas : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunStoppedException("its thread was interrupted");
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
