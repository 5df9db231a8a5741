package io.pagesync.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.page.Page;
import io.pagesync.run.Run;
import io.pagesync.run.TestRuns;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Pages that are sent together in one transaction. */
final class WorkerTest {
    private static final String TOPIC = "items";
    private static final String MARKS = "marks";

    private final Run run = TestRuns.run();
    private final Transactions kafka = new Transactions();
    private final Marks marks = new Marks(MARKS, run.id(), TOPIC);
    private final Worker worker = new Worker(kafka, marks);
    private final WaitingPage one = page(1, 1, 2, 3);
    private final WaitingPage two = page(2, 4, 5);

    /** As Kafka's client: once a record is refused, nothing more is taken until the transaction is taken back. */
    private static final class Transactions extends MockProducer<byte[], byte[]> {
        @Nullable
        String tooLarge;

        boolean takesMarks = true;
        private @Nullable RuntimeException broken;

        Transactions() {
            super(true, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public synchronized Future<RecordMetadata> send(
                ProducerRecord<byte[], byte[]> record, @Nullable Callback callback) {
            if (broken != null) {
                throw new KafkaException("the transaction is in an error state", broken);
            }
            if (!takesMarks && record.topic().equals(MARKS)) {
                throw new KafkaException("nobody takes marks");
            }
            if (callback != null && new String(record.value(), UTF_8).equals(tooLarge)) {
                broken = new RecordTooLargeException("it is too large");
                callback.onCompletion(null, broken);
                return CompletableFuture.failedFuture(broken);
            }
            return super.send(record, callback);
        }

        @Override
        public void abortTransaction() {
            broken = null;
            super.abortTransaction();
        }

        List<String> values(String topic) {
            return history().stream()
                    .filter(each -> each.topic().equals(topic))
                    .map(each -> topic.equals(MARKS) ? each.value().length + " bytes" : new String(each.value(), UTF_8))
                    .toList();
        }
    }

    private WaitingPage page(int number, int... ids) {
        Page page = TestRuns.page(number, ids);
        return new WaitingPage(new PageRecords(TOPIC, page, run.deliver(number)), new Sending(page.getSize()));
    }

    @Test
    void pages_thatWaitTogether_areOneTransaction() {
        worker.send(List.of(one, two), run.stop());

        assertThat(kafka.commitCount()).isEqualTo(1);
        assertThat(kafka.values(TOPIC)).containsExactly(record(1), record(2), record(3), record(4), record(5));
        assertThat(kafka.values(MARKS)).containsExactly("40 bytes");
        assertThat(one.sending().isOver()).isTrue();
        assertThat(two.sending().isOver()).isTrue();
    }

    @Test
    void record_thatIsTooLarge_isRefusedByItself() {
        kafka.tooLarge = record(2);

        worker.send(List.of(one, two), run.stop());

        assertThat(one.sending().refused()).containsOnlyKeys(1);
        assertThat(two.sending().refused()).isEmpty();
        assertThat(kafka.values(TOPIC)).containsExactly(record(1), record(3), record(4), record(5));
        assertThat(kafka.values(MARKS)).containsExactly("32 bytes");
    }

    @Test
    void commit_thatIsNotAnswered_isAskedForBeforeOtherPagesAreSent() {
        kafka.commitTransactionException = new TimeoutException("no answer");
        assertThatThrownBy(() -> worker.send(List.of(one), run.stop())).isInstanceOf(TimeoutException.class);
        kafka.commitTransactionException = null;
        WaitingPage again = page(1, 1, 2, 3);

        worker.send(List.of(again, two), run.stop());

        assertThat(kafka.values(TOPIC)).containsExactly(record(1), record(2), record(3), record(4), record(5));
        assertThat(again.sending().known()).isEqualTo(3);
        assertThat(kafka.commitCount()).isEqualTo(2);
    }

    @Test
    void marks_thatAreNotTaken_letNothingBeCommitted() {
        kafka.takesMarks = false;
        assertThatThrownBy(() -> worker.send(List.of(one), run.stop())).hasMessage("nobody takes marks");
        assertThat(kafka.commitCount()).isZero();
        kafka.takesMarks = true;

        worker.send(List.of(one), run.stop());

        assertThat(kafka.values(TOPIC)).containsExactly(record(1), record(2), record(3));
    }

    private static String record(int id) {
        return "{\"id\":" + id + "}";
    }
}
