package io.pagesync.kafka;

import io.pagesync.kafka.client.KafkaFailure;
import io.pagesync.run.turn.StopSignal;
import java.util.BitSet;
import java.util.Map;
import java.util.PrimitiveIterator;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * What Kafka says of records that are sent without waiting for each. Those that are not answered when somebody looks count as
 * lost. Thread-safe.
 */
final class Replies {
    private final BitSet unanswered = new BitSet();
    private final Map<Integer, String> refused = new TreeMap<>();
    /** The errors of a transaction, each of which is one record's; null without one. */
    private final @Nullable Set<Exception> told;

    private @Nullable KafkaException error;
    private int awaited;
    private boolean failed;

    /** About these records, none of which is sent yet. */
    Replies(Sending sending) {
        this(sending, null);
    }

    /**
     * The same in a transaction, which a record that is refused breaks: Kafka then answers the very same error to others.
     *
     * @param told what it has answered to any record of the transaction, by identity; thread-safe
     */
    Replies(Sending sending, @Nullable Set<Exception> told) {
        this.told = told;
        sending.open().forEach(unanswered::set);
    }

    /** Sends all of them; the first that the client itself does not take ends it, as none behind it would be taken. */
    void send(Producer<byte[], byte[]> producer, PageRecords records) {
        for (PrimitiveIterator.OfInt each = lost().stream().iterator(); each.hasNext(); ) {
            int index = each.nextInt();
            synchronized (this) {
                awaited++;
            }
            try {
                var unused = producer.send(records.at(index), (metadata, problem) -> answered(index, problem));
            } catch (KafkaException e) {
                notSent(e);
                return;
            }
        }
    }

    private synchronized void notSent(KafkaException problem) {
        awaited--;
        // The record that has broken a transaction was sent before, and its own answer tells.
        if (KafkaFailure.of(problem).kind() != KafkaFailure.Kind.RECORD) {
            failed(problem);
        }
    }

    private synchronized void answered(int index, @Nullable Exception problem) {
        awaited--;
        if (problem == null) {
            unanswered.clear(index);
        } else {
            KafkaFailure failure = KafkaFailure.of(problem);
            if (failure.kind() != KafkaFailure.Kind.RECORD) {
                failed(problem);
            } else if (told == null || told.add(problem)) {
                unanswered.clear(index);
                refused.put(index, failure.reason());
            }
            failed = true;
        }
        // Whoever waits is not woken by each of them.
        if (failed || awaited == 0) {
            notifyAll();
        }
    }

    private void failed(Exception problem) {
        failed = true;
        if (error == null) {
            error = problem instanceof KafkaException kafkas ? kafkas : new KafkaException(problem);
        }
    }

    /** Waits until all are answered. */
    void awaitAll(StopSignal stop) {
        stop.whileWaiting(() -> await(false));
    }

    /** Waits until all are answered, or one is not taken; what the answers to others are then is not known. */
    void awaitFailure(StopSignal stop) {
        stop.whileWaiting(() -> await(true));
    }

    private synchronized void await(boolean orFailure) throws InterruptedException {
        while (awaited > 0 && !(orFailure && failed)) {
            wait();
        }
    }

    /** Whether one was not taken. */
    synchronized boolean hasFailed() {
        return failed;
    }

    /** Those that Kafka refuses by themselves, with its reasons. */
    synchronized Map<Integer, String> refused() {
        return new TreeMap<>(refused);
    }

    /** Those that were not acknowledged. */
    synchronized BitSet lost() {
        return (BitSet) unanswered.clone();
    }

    /** The first error that says something of other records than the refused ones; null if there is none. */
    synchronized @Nullable KafkaException error() {
        return error;
    }
}
