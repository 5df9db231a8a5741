package io.pagesync.kafka;

import io.pagesync.destination.WriteRetry;
import io.pagesync.kafka.client.KafkaFailure;
import org.apache.kafka.common.KafkaException;

/**
 * What the errors of Kafka's client mean to who sends a page.
 *
 * @param topic how people call the topic
 * @param kafka how they call the Kafka it is in
 */
record KafkaErrors(String topic, String kafka) implements WriteRetry.Errors {
    @Override
    public boolean mayPass(Exception error) {
        return error instanceof KafkaException && KafkaFailure.of(error).kind() == KafkaFailure.Kind.PASSING;
    }

    @Override
    public RuntimeException thrown(Exception error, String tried) {
        return error instanceof KafkaException
                ? KafkaFailure.of(error).error(topic, kafka, tried)
                : (RuntimeException) error;
    }
}
