package io.pagesync.bench.suite;

import io.pagesync.bench.harness.JavaServer;
import io.pagesync.bench.harness.JavaServer.Seen;
import io.pagesync.bench.harness.Lab;
import io.pagesync.bench.harness.Measured;
import io.pagesync.bench.report.Draft;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What is made of a server that takes its time, by each way of paging. */
public final class Latency implements Suite {
    private static final int LATENCY_MILLIS = 50;
    private static final int PAGE_SIZE = 100;
    private static final int CONCURRENCY = 10;

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public Draft run(Lab lab) throws Exception {
        Draft draft = new Draft(
                name(),
                "Pages behind 50 ms of latency",
                "time",
                "No rate limit, ten requests at a time, pages of 100 records to a file: the time from the first request"
                        + " to the last answer, by the arrivals at the server, and how many times that is what the"
                        + " latency alone asks for. Pages that name the next one come one after the other.");
        draft.version("server", lab.ours().name());
        Files.createDirectories(lab.work());
        int pages = lab.choose(1000, 100);
        int chained = lab.choose(400, 40);
        long total = (long) pages * PAGE_SIZE;
        URI server = lab.ours().uri();
        Path file = lab.work().resolve("packages.jsonl");
        String collection = server.resolve("/packages/" + total + "/" + PAGE_SIZE).toString();
        // The loads before are the warm-up of the server.
        for (int round = 0; round < 2; round++) {
            lab.ours().set(0, 0);
            Measured.run(lab.load(collection, "--rate", 0, "--to", file), Map.of(), lab.work());
        }
        measure(
                lab,
                draft,
                "page numbers",
                lab.load(collection, "--rate", 0, "--concurrency", CONCURRENCY, "--page-param", "page", "--to", file),
                pages,
                CONCURRENCY,
                1.15);
        measure(
                lab,
                draft,
                "offsets",
                lab.load(
                        collection, "--rate", 0, "--concurrency", CONCURRENCY, "--offset-param", "offset", "--to", file),
                pages,
                CONCURRENCY,
                1.15);
        String chain = server.resolve("/chain/" + (long) chained * PAGE_SIZE + "/" + PAGE_SIZE)
                .toString();
        measure(
                lab,
                draft,
                "a cursor",
                lab.load(
                        chain,
                        "--rate",
                        0,
                        "--concurrency",
                        CONCURRENCY,
                        "--next",
                        "/next",
                        "--cursor-param",
                        "after",
                        "--to",
                        file),
                chained,
                1,
                1.05);
        Path python = lab.tool("python");
        if (python != null) {
            String script = lab.home().resolve("bench/python/dlt_jsonl.py").toString();
            measure(
                    lab,
                    draft,
                    "page numbers, dlt rest_api",
                    List.of(python.toString(), script, collection, file.toString()),
                    pages,
                    CONCURRENCY,
                    0);
        }
        lab.missing().forEach(draft::note);
        lab.ours().set(0, 0);
        return draft;
    }

    /** {@code most} is the goal, 0 for none. */
    private static void measure(
            Lab lab, Draft draft, String name, List<String> command, int pages, int atATime, double most)
            throws Exception {
        JavaServer server = lab.ours();
        server.set(0, LATENCY_MILLIS);
        Measured.run(command, Map.of("PYTHONDONTWRITEBYTECODE", "1"), lab.work());
        Seen seen = server.seen();
        double seconds = seen.seconds() + LATENCY_MILLIS / 1000.0;
        double asked = (double) pages * LATENCY_MILLIS / 1000 / atATime;
        System.out.printf("  %-28s %7.2f s  %5.2f x%n", name, seconds, seconds / asked);
        draft.add(name, "time", "s", List.of(seconds));
        draft.add(name, "of what the latency asks", "x", List.of(seconds / asked));
        draft.add(name, "requests", "", List.of((double) seen.arrivals().length));
        if (most > 0) {
            draft.atMost("time of what the latency asks for, " + name, seconds / asked, most, " x");
        }
    }
}
