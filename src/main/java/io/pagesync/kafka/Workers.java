package io.pagesync.kafka;

import io.pagesync.destination.WriteRetry;
import io.pagesync.kafka.client.KafkaClients;
import io.pagesync.kafka.client.Topics;
import io.pagesync.run.Run;
import io.pagesync.run.turn.StopSignal;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/**
 * The workers of a run, each with transactions of its own name, all of them opened before the first page. A process that goes on
 * with a run opens the same names, so that one which has lost the run commits nothing any more, and reads the marks then.
 *
 * <p>A worker that is free sends all pages that wait in one transaction: while it commits them, those of the next one gather. So
 * a transaction is as large as Kafka is slow.
 */
final class Workers implements Channel {
    /** One commits while the other sends; more of them would only make the transactions smaller. */
    private static final int MOST = 2;

    /** More at once would not be faster, and a transaction must end within a minute. */
    private static final int MOST_BYTES = 8_000_000;

    private final List<Worker> all = new ArrayList<>();
    private final Queue<Worker> free = new ConcurrentLinkedQueue<>();
    private final Queue<WaitingPage> waiting = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads;
    private final StopSignal stop;
    private final WriteRetry retry;
    private final KafkaErrors errors;

    private Workers(Run run, int count, KafkaClients clients, KafkaErrors errors) {
        this.threads = Executors.newFixedThreadPool(count, task -> {
            Thread thread = new Thread(task, "pagesync-kafka-" + run.id());
            thread.setDaemon(true);
            return thread;
        });
        this.stop = run.stop();
        this.retry = clients.settings().retry();
        this.errors = errors;
    }

    /**
     * Opens them.
     *
     * @throws org.apache.kafka.common.KafkaException if they cannot be opened; none is open then
     */
    static Workers open(Run run, String topic, KafkaClients clients, KafkaErrors errors) {
        String marksTopic = clients.settings().marksTopic();
        Marks marks = new Marks(marksTopic, run.id(), topic);
        int count = Math.min(MOST, run.api().settings().concurrency());
        Workers workers = new Workers(run, count, clients, errors);
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
    public void send(PageRecords records, Sending sending, StopSignal its) {
        WaitingPage page = new WaitingPage(records, sending);
        waiting.add(page);
        threads.execute(this::sendWaiting);
        try {
            page.await(its);
        } finally {
            // One whose partition was stopped is not sent any more, unless it is under way.
            waiting.remove(page);
        }
    }

    private void sendWaiting() {
        List<WaitingPage> pages = takeWaiting();
        if (pages.isEmpty()) {
            // They have gone with those of a task before.
            return;
        }
        // There are as many threads as workers.
        Worker worker = free.remove();
        try {
            var unused = retry.call(errors, stop, () -> {
                worker.send(pages, stop);
                return true;
            });
            pages.forEach(page -> page.over(null));
        } catch (RuntimeException | Error e) {
            pages.forEach(page -> page.over(e));
        } finally {
            free.add(worker);
        }
    }

    private List<WaitingPage> takeWaiting() {
        List<WaitingPage> pages = new ArrayList<>();
        long bytes = 0;
        for (WaitingPage page = waiting.poll(); page != null; page = bytes < MOST_BYTES ? waiting.poll() : null) {
            pages.add(page);
            bytes += page.records().length();
        }
        return pages;
    }

    @Override
    public void close() {
        threads.shutdown();
        all.forEach(Worker::close);
    }
}
