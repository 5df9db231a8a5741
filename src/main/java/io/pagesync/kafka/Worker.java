package io.pagesync.kafka;

import io.pagesync.run.turn.StopSignal;
import java.time.Duration;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends a page and its mark in one transaction. It keeps its producer whatever happens: a new one of the same name would take
 * the name back from a process that has gone on with the run, where an old one is refused. One page at a time.
 */
final class Worker implements Channels.Channel {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Producer<byte[], byte[]> producer;
    private final Marks marks;
    private State state = State.IDLE;
    private @Nullable Sending sent;
    private long[] ids = {};

    private enum State {
        IDLE,
        /** What was sent is to be taken back. */
        BROKEN,
        /** It was to be committed, and Kafka has not said whether it is. */
        UNANSWERED
    }

    /** Its transactions have this name; who has opened some of it before can commit none from here on. */
    Worker(Producer<byte[], byte[]> producer, Marks marks) {
        this.producer = producer;
        this.marks = marks;
        try {
            producer.initTransactions();
        } catch (KafkaException e) {
            producer.close(PATIENCE);
            throw e;
        }
    }

    /** Marks how many workers the run has. */
    void begin(int workers) {
        producer.beginTransaction();
        marks.sendWorkers(producer, workers);
        producer.commitTransaction();
    }

    @Override
    public void send(PageRecords records, Sending sending, StopSignal stop) {
        settle();
        marks.leaveOut(records, sending);
        while (!sending.isOver()) {
            sendOnce(records, sending, stop);
        }
    }

    private void sendOnce(PageRecords records, Sending sending, StopSignal stop) {
        sent = sending;
        ids = marksOf(records, sending);
        producer.beginTransaction();
        state = State.BROKEN;
        Replies replies = new Replies(sending);
        replies.send(producer, records);
        replies.awaitFailure(stop);
        if (replies.hasFailed()) {
            // What Kafka says of the others from here on is that they are taken back, by the same error.
            var refused = replies.refused();
            KafkaException error = replies.error();
            settle();
            sending.refuse(refused);
            if (refused.isEmpty() && error != null) {
                throw error;
            }
            return;
        }
        marks.send(producer, ids);
        commit();
    }

    private static long[] marksOf(PageRecords records, Sending sending) {
        return sending.open().mapToLong(records::mark).toArray();
    }

    /** Ends the transaction that the last page has left open. */
    private void settle() {
        switch (state) {
            case BROKEN -> {
                producer.abortTransaction();
                state = State.IDLE;
            }
            case UNANSWERED -> commit();
            case IDLE -> {}
        }
    }

    private void commit() {
        state = State.UNANSWERED;
        try {
            producer.commitTransaction();
        } catch (TimeoutException e) {
            throw e;
        } catch (KafkaException e) {
            state = State.BROKEN;
            throw e;
        }
        state = State.IDLE;
        marks.add(ids);
        if (sent != null) {
            sent.end();
        }
    }

    void close() {
        producer.close(PATIENCE);
    }
}
