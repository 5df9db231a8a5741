package io.pagesync.kafka;

import io.pagesync.kafka.client.KafkaClients;
import io.pagesync.kafka.client.Topics;
import io.pagesync.run.Run;
import io.pagesync.run.turn.StopSignal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.stream.IntStream;

/**
 * The workers of a run, each with transactions of its own name, all of them opened before the first page. A process that goes on
 * with a run opens the same names, so that one which has lost the run commits nothing any more, and reads the marks then.
 */
final class Workers implements Channels {
    /** More do not send more, and each has a thread and connections. */
    private static final int MOST = 16;

    private final List<Worker> all = new ArrayList<>();
    private final BlockingQueue<Channel> free = new ArrayBlockingQueue<>(MOST);

    private Workers() {}

    /**
     * Opens them.
     *
     * @throws org.apache.kafka.common.KafkaException if they cannot be opened; none is open then
     */
    static Workers open(Run run, String topic, KafkaClients clients) {
        String marksTopic = clients.settings().marksTopic();
        Marks marks = new Marks(marksTopic, run.id(), topic);
        int count = Math.min(MOST, run.api().settings().concurrency());
        Workers workers = new Workers();
        try {
            for (int i = 0; i < count; i++) {
                workers.all.add(new Worker(clients.transactional(name(run, topic, i)), marks));
            }
            if (run.ledger().goesOn()) {
                int before = marks.read(clients, run.stop());
                if (before > count) {
                    fence(run, topic, clients, count, before);
                    marks.read(clients, run.stop());
                }
            }
            workers.all.get(0).begin(count);
        } catch (RuntimeException e) {
            workers.close();
            throw e;
        }
        workers.free.addAll(workers.all);
        return workers;
    }

    private static void fence(Run run, String topic, KafkaClients clients, int from, int to) {
        try (Topics topics = new Topics(clients)) {
            topics.fence(
                    IntStream.range(from, to).mapToObj(i -> name(run, topic, i)).toList());
        }
    }

    private static String name(Run run, String topic, int number) {
        return "pagesync-" + run.id() + "-" + topic + "-" + number;
    }

    @Override
    public Channel take(StopSignal stop) {
        List<Channel> taken = new ArrayList<>();
        stop.whileWaiting(() -> taken.add(free.take()));
        return taken.get(0);
    }

    @Override
    public void giveBack(Channel channel) {
        free.add(channel);
    }

    @Override
    public void close() {
        all.forEach(Worker::close);
    }
}
