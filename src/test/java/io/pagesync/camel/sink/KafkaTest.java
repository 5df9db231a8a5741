package io.pagesync.camel.sink;

import static io.pagesync.testing.TestSync.packages;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.check.SyncDestinations;
import io.pagesync.camel.sync.Syncs;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.sandbox.Sandbox;
import io.pagesync.sandbox.SandboxSettings;
import io.pagesync.testing.TestApi;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** Syncs into topics of a real Kafka. */
final class KafkaTest {
    private static final EmbeddedKafkaKraftBroker KAFKA = new EmbeddedKafkaKraftBroker(1, 1, "packages");

    @BeforeAll
    static void startKafka() {
        KAFKA.afterPropertiesSet();
    }

    @AfterAll
    static void stopKafka() {
        KAFKA.destroy();
    }

    private static List<ConsumerRecord<String, String>> read(int number) {
        TopicPartition partition = new TopicPartition("packages", 0);
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", KAFKA.getBrokersAsString()),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            List<ConsumerRecord<String, String>> all = new ArrayList<>();
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (all.size() < number && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(all::add);
            }
            assertThat(consumer.endOffsets(List.of(partition))).containsEntry(partition, (long) number);
            return all;
        }
    }

    @Test
    void split_toATopic_sendsEachRecordAsItsTextWithItsKeyAndOurHeadersOnly() throws IOException {
        try (Sandbox sandbox = Sandbox.start(
                        SandboxSettings.builder().records(1050).rateLimit(0).build());
                Engine engine = Engine.start(TestApi.at(sandbox.baseUri()).settings())) {
            RunReport report =
                    packages().steps("""
                        - split:
                            simple: "${body}"
                            streaming: true
                            stopOnException: true
                            steps:
                              - setHeader: { name: kafka.KEY, simple: "${body.fields[id]}" }
                              - to: { uri: kafka:packages, parameters: { brokers: '%s' } }
                        """.formatted(KAFKA.getBrokersAsString())).run(engine);

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            List<ConsumerRecord<String, String>> records = read(1050);
            assertThat(records.stream().map(ConsumerRecord::key).distinct()).hasSize(1050);
            assertThat(records).allSatisfy(record -> {
                assertThat(record.value())
                        .startsWith("{\"id\":" + record.key() + ",")
                        .endsWith("\"}");
                assertThat(StreamSupport.stream(record.headers().spliterator(), false)
                                .map(Header::key))
                        .containsExactlyInAnyOrder("PagesyncSync", "PagesyncRun", "PagesyncPage");
                assertThat(new String(record.headers().lastHeader("PagesyncRun").value(), StandardCharsets.UTF_8))
                        .isEqualTo(report.run());
            });
            assertThat(SyncDestinations.check(
                            engine.context(),
                            Syncs.of(engine.context()).get("packages").collection(),
                            null))
                    .containsExactly(new SyncDestinations.Finding(
                            true, "kafka:packages: a broker listens at " + KAFKA.getBrokersAsString()));
        }
    }
}
