package io.pagesync.kafka.client;

import io.pagesync.destination.WriteRetry;
import java.util.Map;
import java.util.function.Supplier;

/**
 * How Kafka is reached.
 *
 * @param bootstrapServers brokers to ask for the others, {@code host:9092}, several with commas
 * @param marksTopic where transactional sinks mark what they have sent
 * @param client properties of Kafka's client, by their names
 * @param secrets those of them that are secret; each is read when a client is made
 * @param retry how often a page is sent
 */
public record KafkaSettings(
        String bootstrapServers,
        String marksTopic,
        Map<String, String> client,
        Map<String, Supplier<String>> secrets,
        WriteRetry retry) {
    /** Copies the maps. */
    public KafkaSettings {
        client = Map.copyOf(client);
        secrets = Map.copyOf(secrets);
    }

    /** How people call it. */
    @Override
    public String toString() {
        return "the Kafka at " + bootstrapServers;
    }
}
