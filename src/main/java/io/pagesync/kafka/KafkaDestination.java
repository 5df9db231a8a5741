package io.pagesync.kafka;

import io.pagesync.destination.Destination;
import io.pagesync.destination.SentCount;
import io.pagesync.kafka.client.KafkaClients;
import io.pagesync.kafka.client.KafkaSettings;
import io.pagesync.kafka.client.Topics;
import io.pagesync.page.Page;
import io.pagesync.report.Verdict;
import io.pagesync.run.Delivery;
import io.pagesync.run.Run;
import io.pagesync.run.turn.StopSignal;
import java.util.BitSet;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * A run's records in a topic: those of a page are sent without waiting for each in turn, and the page is confirmed when all of
 * them are acknowledged, or their transaction is committed. Thread-safe.
 */
final class KafkaDestination implements Destination {
    private final String topic;
    private final boolean transactional;
    private final KafkaClients clients;
    private final KafkaErrors errors;
    private final SentCount count = new SentCount();
    private volatile @Nullable Channel channel;

    private KafkaDestination(String topic, boolean transactional, KafkaClients clients, KafkaErrors errors) {
        this.topic = topic;
        this.transactional = transactional;
        this.clients = clients;
        this.errors = errors;
    }

    /** Looks at the names of the client's properties; nobody connects for that. */
    static void requireSound(KafkaSettings settings) {
        var unused = new KafkaClients(settings);
    }

    /** Opens it, if the topic is there and may be written; makes the one of marks. */
    static KafkaDestination open(String topic, boolean transactional, KafkaSettings settings, StopSignal stop) {
        KafkaErrors errors = new KafkaErrors(called(topic), settings.toString());
        Topics.Look found = settings.retry().call(errors, stop, () -> {
            try (Topics topics = new Topics(new KafkaClients(settings))) {
                Topics.Look look = topics.requireWritable(topic);
                if (transactional) {
                    topics.makeMarks(settings.marksTopic());
                }
                return look;
            }
        });
        KafkaClients clients =
                new KafkaClients(settings, found.partitions(), found.largest().orElse(KafkaClients.LARGEST));
        return new KafkaDestination(topic, transactional, clients, errors);
    }

    /** Says what the topic is, if it is there and may be written. */
    static String check(String topic, KafkaSettings settings) {
        try (Topics topics = new Topics(new KafkaClients(settings))) {
            Topics.Look look = topics.requireWritable(topic);
            String size = look.largest().isPresent()
                    ? ", records of up to %,d bytes".formatted(look.largest().getAsInt())
                    : "";
            return "the topic can be written (%d partition%s%s)"
                    .formatted(look.partitions(), look.partitions() == 1 ? "" : "s", size);
        } catch (KafkaException e) {
            throw new KafkaErrors(called(topic), settings.toString()).thrown(e, "");
        }
    }

    private static String called(String topic) {
        return "topic " + topic;
    }

    @Override
    public void write(Page page, Delivery delivery) {
        delivery.begin(this, page.getSize());
        PageRecords records = new PageRecords(topic, page, delivery);
        Sending sending = new Sending(page.getSize());
        BitSet lacking = delivery.lacking(this);
        if (lacking != null) {
            sending.leaveOut(index -> !lacking.get(index));
        }
        if (!sending.isOver()) {
            channel(delivery.run()).send(records, sending, delivery.partition().stop());
        }
        sending.refused().forEach((index, reason) -> delivery.refuse(this, index, reason));
        count.known(sending.known());
        count.sent(page.getSize() - sending.known() - sending.refused().size());
        delivery.confirm(this, page.getSize());
    }

    /** Opened by the first page: before, a run may turn out to be another one than that it was to go on with. */
    private Channel channel(Run run) {
        Channel there = channel;
        return there == null ? open(run) : there;
    }

    private synchronized Channel open(Run run) {
        Channel there = channel;
        if (there == null) {
            there = clients.settings()
                    .retry()
                    .call(
                            errors,
                            run.stop(),
                            () -> transactional
                                    ? Workers.open(run, topic, clients, errors)
                                    : new PlainChannel(clients, errors));
            channel = there;
        }
        return there;
    }

    @Override
    public void tookElsewhere(int records, int refused) {
        count.elsewhere(records - refused);
    }

    @Override
    public String describe() {
        return called(topic);
    }

    @Override
    public synchronized String finish(Verdict verdict) {
        Channel there = channel;
        if (there != null) {
            there.close();
        }
        return describe() + " (" + count.text("records") + ")";
    }
}
