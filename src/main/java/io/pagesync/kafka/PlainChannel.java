package io.pagesync.kafka;

import io.pagesync.destination.WriteRetry;
import io.pagesync.kafka.client.KafkaClients;
import io.pagesync.run.turn.StopSignal;
import java.time.Duration;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;

/** Sends pages by one producer for all, which drops what it sends twice by itself, but not what is sent again. */
final class PlainChannel implements Channel {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Producer<byte[], byte[]> producer;
    private final WriteRetry retry;
    private final KafkaErrors errors;

    PlainChannel(KafkaClients clients, KafkaErrors errors) {
        this.producer = clients.producer();
        this.retry = clients.settings().retry();
        this.errors = errors;
    }

    @Override
    public void send(PageRecords records, Sending sending, StopSignal stop) {
        var unused = retry.call(errors, stop, () -> {
            sendOnce(records, sending, stop);
            return true;
        });
    }

    private void sendOnce(PageRecords records, Sending sending, StopSignal stop) {
        Replies replies = new Replies(sending);
        replies.send(producer, records);
        replies.awaitAll(stop);
        sending.refuse(replies.refused());
        sending.onlyLost(replies.lost(), records.keys());
        KafkaException error = replies.error();
        if (error != null) {
            throw error;
        }
        sending.end();
    }

    @Override
    public void close() {
        producer.close(PATIENCE);
    }
}
