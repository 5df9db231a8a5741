package io.pagesync.bench.suite;

import io.pagesync.bench.harness.Lab;
import io.pagesync.bench.queue.QueueCost;
import io.pagesync.bench.report.Draft;
import java.nio.file.Files;
import java.nio.file.Path;

/** A collection into a queue and a topic, beside plain producers. */
public final class Queues implements Suite {
    @Override
    public String name() {
        return "queues";
    }

    @Override
    public Draft run(Lab lab) throws Exception {
        int total = lab.choose(100_000, 20_000);
        Draft draft = new Draft(
                name(),
                "Queues and topics",
                "wall",
                ("%,d records in pages of 500, which are in memory, so HTTP is no part of it; ten workers read each page"
                                + " for its keys and send it, with ids, confirmation by the page and verdict, in one"
                                + " process, warm. The plain producers have the same records in memory, send them by one"
                                + " thread without waiting for each, and wait for all at the end. Kafka has two of them: one"
                                + " sends values alone, with Kafka's own settings; the other sends keys and headers as the"
                                + " sink does, in batches as large as the sink's. The brokers are in the same process, by"
                                + " TCP; Artemis syncs its journal.")
                        .formatted(total));
        draft.version("ActiveMQ Artemis", "2.56.0");
        draft.version("Kafka", "3.9.2");
        Path folder = Files.createTempDirectory(lab.work(), "queues");
        ProcessRows.of(lab, QueueCost.class, folder, total, lab.choose(5, 2)).into(draft);
        for (String one :
                new String[] {"Artemis, queue-sink", "Kafka, kafka-sink", "Kafka, kafka-sink, transactional"}) {
            String plain = one.substring(0, one.indexOf(',')) + ", plain producer";
            draft.atLeast(
                    "records a second: " + one + ", of a plain producer's",
                    draft.median(plain, "wall") / draft.median(one, "wall"),
                    0.8,
                    " x");
        }
        String alike = "Kafka, plain producer, same keys, headers and batches";
        for (String one : new String[] {"Kafka, kafka-sink", "Kafka, kafka-sink, transactional"}) {
            draft.atLeast(
                    "records a second: " + one + ", of a plain producer's with the same keys, headers and batches",
                    draft.median(alike, "wall") / draft.median(one, "wall"),
                    0.8,
                    " x");
        }
        return draft;
    }
}
