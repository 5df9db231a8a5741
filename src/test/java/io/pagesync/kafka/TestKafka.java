package io.pagesync.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pagesync.config.Configuration;
import io.pagesync.settings.Value;
import io.pagesync.testing.TestKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kafka.server.BrokerServer;
import kafka.testkit.KafkaClusterTestKit;
import kafka.testkit.TestKitNodes;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A real Kafka of one broker on a port of its own, which can go away and come back. */
public final class TestKafka implements AutoCloseable {
    public static final String USER = "pagesync";
    public static final String PASSWORD = "p4ss-of-kafka";

    private final KafkaClusterTestKit cluster;
    private final String servers;
    private final Admin admin;

    private final Map<String, String> secure;

    private TestKafka(KafkaClusterTestKit cluster, String servers, Map<String, String> secure) {
        this.cluster = cluster;
        this.servers = servers;
        this.secure = secure;
        this.admin = Admin.create(Map.of("bootstrap.servers", servers));
    }

    public static TestKafka start() throws Exception {
        return start(Map.of(), Map.of());
    }

    /**
     * One that can also be reached by Kafka's other protocols, each at a port of its own.
     *
     * @param keys the server's
     */
    public static TestKafka startSecure(TestKeys keys) throws Exception {
        Map<String, String> secure = Map.of(
                "SSL", "localhost:" + freePort(),
                "SASL_SSL", "localhost:" + freePort(),
                "SASL_PLAINTEXT", "localhost:" + freePort());
        String users = "org.apache.kafka.common.security.plain.PlainLoginModule required user_" + USER + "=\""
                + PASSWORD + "\";";
        TestKafka started = start(
                secure,
                Map.of(
                        "ssl.keystore.location",
                        keys.file().toString(),
                        "ssl.keystore.password",
                        TestKeys.PASSWORD,
                        "ssl.keystore.type",
                        "PKCS12",
                        "sasl.enabled.mechanisms",
                        "PLAIN,SCRAM-SHA-512",
                        "listener.name.sasl_ssl.plain.sasl.jaas.config",
                        users,
                        "listener.name.sasl_plaintext.sasl.enabled.mechanisms",
                        "PLAIN",
                        "listener.name.sasl_plaintext.plain.sasl.jaas.config",
                        users,
                        "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required;"));
        started.admin
                .alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                        USER, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), PASSWORD)))
                .all()
                .get();
        return started;
    }

    private static TestKafka start(Map<String, String> secure, Map<String, String> properties) throws Exception {
        String servers = "localhost:" + freePort();
        StringBuilder listeners = new StringBuilder("EXTERNAL://" + servers);
        secure.forEach((protocol, address) ->
                listeners.append(',').append(protocol).append("://").append(address));
        Map<String, String> broker = new HashMap<>(properties);
        broker.put("listeners", listeners.toString());
        KafkaClusterTestKit cluster = new KafkaClusterTestKit.Builder(new TestKitNodes.Builder()
                        .setCombined(false)
                        .setNumControllerNodes(1)
                        .setNumBrokerNodes(1)
                        .setPerServerProperties(Map.of(0, broker))
                        .build())
                .setConfigProp(
                        "listener.security.protocol.map",
                        "EXTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT,SSL:SSL,SASL_SSL:SASL_SSL,SASL_PLAINTEXT:SASL_PLAINTEXT")
                .setConfigProp("offsets.topic.num.partitions", "1")
                .setConfigProp("offsets.topic.replication.factor", "1")
                .setConfigProp("transaction.state.log.num.partitions", "1")
                .setConfigProp("transaction.state.log.replication.factor", "1")
                .setConfigProp("transaction.state.log.min.isr", "1")
                .setConfigProp("auto.create.topics.enable", "false")
                .setConfigProp("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer")
                .setConfigProp("allow.everyone.if.no.acl.found", "true")
                .build();
        cluster.format();
        cluster.startup();
        cluster.waitForReadyBrokers();
        return new TestKafka(cluster, servers, secure);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    public String servers() {
        return servers;
    }

    /** Where it is reached by one of Kafka's protocols; without TLS and a user by any other name. */
    public String servers(String protocol) {
        return secure.getOrDefault(protocol, servers);
    }

    /** The settings that lead to it. */
    public Configuration settings() {
        return settings(Map.of("bootstrap-servers", servers));
    }

    /** Settings of Kafka, by their names. */
    static Configuration settings(Map<String, String> kafka) {
        Map<String, Value> all = new HashMap<>();
        kafka.forEach((name, text) -> all.put("pagesync.kafka." + name, Value.of(text, "application.properties")));
        all.put("pagesync.kafka.backoff", Value.of("50ms", "application.properties"));
        return Configuration.of(all);
    }

    /** Makes a topic that takes so many bytes at once. */
    public void make(String topic, int partitions, int largest) throws Exception {
        NewTopic made = new NewTopic(topic, Optional.of(partitions), Optional.empty())
                .configs(Map.of("max.message.bytes", Integer.toString(largest)));
        admin.createTopics(List.of(made)).all().get();
        // The controller has it; the broker hears of it a moment later.
        await().until(() -> admin.listTopics().names().get().contains(topic));
    }

    /** The topic takes so many bytes at once from here on. */
    public void resize(String topic, int largest) throws Exception {
        admin.incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.TOPIC, topic),
                        List.of(new AlterConfigOp(
                                new ConfigEntry("max.message.bytes", Integer.toString(largest)),
                                AlterConfigOp.OpType.SET))))
                .all()
                .get();
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        await().until(() -> admin.describeConfigs(List.of(resource)).all().get().values().stream()
                .anyMatch(each -> Integer.toString(largest)
                        .equals(each.get("max.message.bytes").value())));
    }

    /** Everybody may look at the topic, and nobody write to it, from here on. */
    public void forbid(String topic) throws Exception {
        admin.createAcls(List.of(new AclBinding(
                        new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
                        new AccessControlEntry("User:ANONYMOUS", "*", AclOperation.DESCRIBE, AclPermissionType.ALLOW))))
                .all()
                .get();
    }

    /** Somebody else opens transactions of these names. */
    public void open(List<String> transactions) {
        for (String each : transactions) {
            try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", servers, "transactional.id", each),
                    new StringSerializer(),
                    new StringSerializer())) {
                producer.initTransactions();
            }
        }
    }

    public void goAway() {
        cluster.brokers().values().forEach(broker -> {
            broker.shutdown();
            broker.awaitShutdown();
        });
    }

    public void comeBack() {
        cluster.brokers().values().forEach(BrokerServer::startup);
    }

    private Map<TopicPartition, Long> ends(List<TopicPartition> partitions, IsolationLevel level) throws Exception {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        partitions.forEach(each -> latest.put(each, OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        admin.listOffsets(latest, new ListOffsetsOptions(level))
                .all()
                .get()
                .forEach((partition, its) -> ends.put(partition, its.offset()));
        return ends;
    }

    /** All that is in a topic, as one who reads what was committed sees it. */
    public List<ConsumerRecord<String, String>> committed(String topic) throws Exception {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers, "isolation.level", "read_committed"),
                new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(each -> new TopicPartition(topic, each.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            // A commit is answered before each partition shows it.
            await().until(() -> ends(partitions, IsolationLevel.READ_COMMITTED)
                    .equals(ends(partitions, IsolationLevel.READ_UNCOMMITTED)));
            Map<TopicPartition, Long> ends = ends(partitions, IsolationLevel.READ_COMMITTED);
            List<ConsumerRecord<String, String>> all = new ArrayList<>();
            long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
                assertThat(System.nanoTime()).as("the end of " + topic).isLessThan(deadline);
                consumer.poll(Duration.ofMillis(100)).forEach(all::add);
            }
            return all;
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
        try {
            cluster.close();
        } catch (Exception e) {
            throw new IllegalStateException("Kafka cannot be stopped", e);
        }
    }
}
