package io.pagesync.bench.queue;

import io.pagesync.destination.WriteRetry;
import io.pagesync.kafka.client.KafkaSettings;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kafka.testkit.KafkaClusterTestKit;
import kafka.testkit.TestKitNodes;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** A Kafka of one broker in this process, as it is delivered. */
final class KafkaBroker implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(20);

    private final KafkaClusterTestKit cluster;
    private final String servers;
    private final Admin admin;

    private KafkaBroker(KafkaClusterTestKit cluster, String servers) {
        this.cluster = cluster;
        this.servers = servers;
        this.admin = Admin.create(Map.of("bootstrap.servers", servers));
    }

    static KafkaBroker start() throws Exception {
        String servers;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            servers = "localhost:" + socket.getLocalPort();
        }
        KafkaClusterTestKit cluster = new KafkaClusterTestKit.Builder(new TestKitNodes.Builder()
                        .setCombined(false)
                        .setNumControllerNodes(1)
                        .setNumBrokerNodes(1)
                        .setPerServerProperties(Map.of(0, Map.of("listeners", "EXTERNAL://" + servers)))
                        .build())
                .setConfigProp("transaction.state.log.num.partitions", "1")
                .setConfigProp("transaction.state.log.replication.factor", "1")
                .setConfigProp("transaction.state.log.min.isr", "1")
                .build();
        cluster.format();
        cluster.startup();
        cluster.waitForReadyBrokers();
        return new KafkaBroker(cluster, servers);
    }

    String servers() {
        return servers;
    }

    KafkaSettings settings() {
        return new KafkaSettings(servers, "pagesync-marks", Map.of(), Map.of(), WriteRetry.DEFAULT);
    }

    /** Makes a topic of one partition, so that all contestants have the same order to keep. */
    void make(String topic) throws Exception {
        admin.createTopics(List.of(new NewTopic(topic, Optional.of(1), Optional.empty())))
                .all()
                .get();
        // The controller has it; the broker hears of it a moment later.
        while (!admin.listTopics().names().get().contains(topic)) {
            Thread.sleep(POLL.toMillis());
        }
    }

    /** Deletes a topic, and tells how many records it had. */
    long drop(String topic) throws Exception {
        TopicPartition only = new TopicPartition(topic, 0);
        long end = admin.listOffsets(Map.of(only, OffsetSpec.latest()))
                .partitionResult(only)
                .get()
                .offset();
        admin.deleteTopics(List.of(topic)).all().get();
        return end;
    }

    @Override
    public void close() throws Exception {
        admin.close();
        cluster.close();
    }
}
