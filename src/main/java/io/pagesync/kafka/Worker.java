package io.pagesync.kafka;

import io.pagesync.run.turn.StopSignal;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Sends pages and their marks in one transaction. It keeps its producer whatever happens: a new one of the same name would take
 * the name back from a process that has gone on with the run, where an old one is refused. Not thread-safe.
 */
final class Worker {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Producer<byte[], byte[]> producer;
    private final Marks marks;
    private State state = State.IDLE;
    private List<WaitingPage> sent = List.of();
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

    /** Sends what is open of pages, and ends them. */
    void send(List<WaitingPage> pages, StopSignal stop) {
        settle();
        pages.forEach(page -> page.leaveOut(marks));
        while (!pages.stream().allMatch(page -> page.sending().isOver())) {
            sendOnce(pages, stop);
        }
    }

    private void sendOnce(List<WaitingPage> pages, StopSignal stop) {
        sent = pages;
        ids = pages.stream().flatMapToLong(WaitingPage::openMarks).toArray();
        producer.beginTransaction();
        state = State.BROKEN;
        Set<Exception> told = Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
        List<Replies> replies =
                pages.stream().map(page -> new Replies(page.sending(), told)).toList();
        for (int i = 0; i < pages.size(); i++) {
            replies.get(i).send(producer, pages.get(i).records());
        }
        Optional<KafkaException> unmarked = sendMarks();
        for (Replies each : replies) {
            each.awaitFailure(stop);
            if (each.hasFailed()) {
                takeBack(pages, replies);
                return;
            }
        }
        if (unmarked.isPresent()) {
            throw unmarked.get();
        }
        commit();
    }

    /** They go before the records are answered; an error may be that of a record, whose answer says more. */
    private Optional<KafkaException> sendMarks() {
        try {
            marks.send(producer, ids);
            return Optional.empty();
        } catch (KafkaException e) {
            return Optional.of(e);
        }
    }

    /** Leaves out what is refused; throws an error that says something of all. */
    private void takeBack(List<WaitingPage> pages, List<Replies> replies) {
        // What Kafka says of the others from here on is that they are taken back, by the same error.
        List<Map<Integer, String>> refused =
                replies.stream().map(Replies::refused).toList();
        Optional<KafkaException> error =
                replies.stream().map(Replies::error).filter(Objects::nonNull).findFirst();
        settle();
        for (int i = 0; i < pages.size(); i++) {
            pages.get(i).sending().refuse(refused.get(i));
        }
        if (refused.stream().allMatch(Map::isEmpty) && error.isPresent()) {
            throw error.get();
        }
    }

    /** Ends the transaction that the last pages have left open. */
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
        sent.forEach(page -> page.sending().end());
        sent = List.of();
    }

    void close() {
        producer.close(PATIENCE);
    }
}
