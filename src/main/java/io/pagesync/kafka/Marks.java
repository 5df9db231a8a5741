package io.pagesync.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.carrotsearch.hppc.LongHashSet;
import io.pagesync.kafka.client.KafkaClients;
import io.pagesync.kafka.client.Topics;
import io.pagesync.ledger.RunId;
import io.pagesync.run.turn.StopSignal;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Which records of a run are in a topic: the ids of a page's records, eight bytes each, are sent to the topic of marks in the
 * page's transaction, so they are there exactly if the records are. Thread-safe.
 */
final class Marks {
    private static final String OF = "PagesyncOf";
    private static final String WORKERS = "PagesyncWorkers";
    /** Half of the largest record that Kafka takes unless it is told otherwise. */
    private static final int LONGEST = 64_000;

    /** Clocks of two machines are not that far apart. */
    private static final Duration CLOCKS = Duration.ofDays(1);

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LONGEST_READ = Duration.ofMinutes(5);

    private final TopicPartition place;
    private final String run;
    private final byte[] of;
    private final LongHashSet known = new LongHashSet();
    private int workers;

    /** Those of a run in a topic, none of which was read yet. */
    Marks(String marksTopic, String run, String topic) {
        this.place = new TopicPartition(marksTopic, 0);
        this.run = run;
        this.of = (run + " " + topic).getBytes(UTF_8);
    }

    /**
     * Reads those that earlier processes have sent; of transactions that are open, it waits for the end.
     *
     * @return how many workers they had at most; 0 if they have not begun
     */
    synchronized int read(KafkaClients clients, StopSignal stop) {
        long deadline = System.nanoTime() + LONGEST_READ.toNanos();
        try (Consumer<byte[], byte[]> consumer = clients.consumer()) {
            long end = end(clients);
            consumer.assign(List.of(place));
            begin(consumer);
            while (consumer.position(place) < end) {
                if (System.nanoTime() > deadline) {
                    throw new TimeoutException("a transaction in " + place.topic() + " does not come to its end");
                }
                stop.whileWaiting(() -> {});
                consumer.poll(POLL).forEach(this::read);
            }
        }
        return workers;
    }

    /** Where its last record is, open transactions included. */
    private long end(KafkaClients clients) {
        try (Topics topics = new Topics(clients)) {
            return topics.end(place);
        }
    }

    private void begin(Consumer<byte[], byte[]> consumer) {
        long since = RunId.openedAt(run).minus(CLOCKS).toEpochMilli();
        OffsetAndTimestamp first =
                consumer.offsetsForTimes(Map.of(place, since)).get(place);
        if (first == null) {
            consumer.seekToEnd(List.of(place));
        } else {
            consumer.seek(place, first.offset());
        }
    }

    private void read(ConsumerRecord<byte[], byte[]> mark) {
        Header its = mark.headers().lastHeader(OF);
        if (its == null || !Arrays.equals(its.value(), of)) {
            return;
        }
        Header count = mark.headers().lastHeader(WORKERS);
        if (count == null) {
            LongBuffer ids = ByteBuffer.wrap(mark.value()).asLongBuffer();
            while (ids.hasRemaining()) {
                known.add(ids.get());
            }
        } else {
            workers = Math.max(workers, Integer.parseInt(new String(count.value(), UTF_8)));
        }
    }

    /** Leaves out of a page what the topic has; its records have these. */
    synchronized void leaveOut(long[] ids, Sending sending) {
        sending.leaveOut(index -> known.contains(ids[index]));
    }

    /** The topic has these. */
    synchronized void add(long[] ids) {
        known.addAll(ids);
    }

    /** Sends them in the producer's transaction, whose commit fails if they are not taken. */
    void send(Producer<byte[], byte[]> producer, long[] ids) {
        for (int from = 0; from < ids.length; from += LONGEST) {
            int to = Math.min(ids.length, from + LONGEST);
            ByteBuffer value = ByteBuffer.allocate(Long.BYTES * (to - from));
            value.asLongBuffer().put(ids, from, to - from);
            var unused = producer.send(record(value.array(), List.of(new RecordHeader(OF, of))));
        }
    }

    /** The same of how many workers the run has. */
    void sendWorkers(Producer<byte[], byte[]> producer, int count) {
        Header number = new RecordHeader(WORKERS, Integer.toString(count).getBytes(UTF_8));
        var unused = producer.send(record(new byte[0], List.of(new RecordHeader(OF, of), number)));
    }

    private ProducerRecord<byte[], byte[]> record(byte[] value, List<Header> headers) {
        byte[] key = null;
        return new ProducerRecord<>(place.topic(), place.partition(), key, value, headers);
    }
}
