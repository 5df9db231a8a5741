package io.pagesync.bench.suite;

import io.pagesync.bench.contestant.ChainLoop;
import io.pagesync.bench.harness.JavaServer.Seen;
import io.pagesync.bench.harness.Lab;
import io.pagesync.bench.harness.Measured;
import io.pagesync.bench.report.Draft;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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
        URI server = lab.ours().uri();
        Path file = lab.work().resolve("packages.jsonl");
        String collection = server.resolve("/packages/" + (long) pages * PAGE_SIZE + "/" + PAGE_SIZE)
                .toString();
        String chain = server.resolve("/chain/" + (long) chained * PAGE_SIZE + "/" + PAGE_SIZE)
                .toString();
        List<Object> options = List.of("--rate", 0, "--concurrency", CONCURRENCY, "--to", file);
        // The loads before are the warm-up of the server.
        for (int round = 0; round < 2; round++) {
            lab.ours().set(0, 0);
            Measured.run(lab.load(collection, options.toArray()), Map.of(), lab.work());
        }
        List<Way> ways = new ArrayList<>();
        ways.add(new Way(
                "page numbers", pages, CONCURRENCY, 1.15, load(lab, collection, options, "--page-param", "page")));
        ways.add(new Way(
                "offsets", pages, CONCURRENCY, 1.15, load(lab, collection, options, "--offset-param", "offset")));
        ways.add(new Way(
                "page numbers, floor",
                pages,
                CONCURRENCY,
                0,
                lab.floor(collection, pages).command()));
        ways.add(new Way(
                "a cursor", chained, 1, 0, load(lab, chain, options, "--next", "/next", "--cursor-param", "after")));
        ways.add(new Way("a cursor, plain loop", chained, 1, 0, lab.program(ChainLoop.class, true, chain, file)));
        Map<String, Double> times = new HashMap<>();
        for (Way way : ways) {
            times.put(way.name(), way.measure(lab, draft, lab.choose(3, 1)));
        }
        draft.atMost(
                "time of a plain loop over the same chain, a cursor",
                times.get("a cursor") / times.get("a cursor, plain loop"),
                1.05,
                " x");
        Path python = lab.tool("python");
        if (python != null) {
            for (String loader : List.of("dlt", "airbyte")) {
                String script = lab.home()
                        .resolve("bench/python/" + loader + "_jsonl.py")
                        .toString();
                List<String> command = List.of(python.toString(), script, collection, file.toString());
                new Way("page numbers, " + loader, pages, CONCURRENCY, 0, command).measure(lab, draft, 1);
            }
        }
        lab.missing().forEach(draft::note);
        lab.ours().set(0, 0);
        return draft;
    }

    private static List<String> load(Lab lab, String url, List<Object> options, Object... more) {
        return lab.load(url, Stream.concat(options.stream(), Stream.of(more)).toArray());
    }

    /**
     * A way to load a collection.
     *
     * @param atATime how many requests the latency allows at once
     * @param most the goal, a multiple of what the latency asks for; 0 for none
     */
    private record Way(String name, int pages, int atATime, double most, List<String> command) {
        /** Answers with the median time, in seconds. */
        double measure(Lab lab, Draft draft, int rounds) throws Exception {
            double asked = (double) pages * LATENCY_MILLIS / 1000 / atATime;
            List<Double> times = new ArrayList<>();
            int requests = 0;
            for (int round = 0; round < rounds; round++) {
                lab.ours().set(0, LATENCY_MILLIS);
                Measured.run(command, Map.of("PYTHONDONTWRITEBYTECODE", "1"), lab.work());
                Seen seen = lab.ours().seen();
                times.add(seen.seconds() + LATENCY_MILLIS / 1000.0);
                requests = seen.arrivals().length;
            }
            double median = times.stream().sorted().toList().get(rounds / 2);
            System.out.printf("  %-28s %7.2f s  %5.2f x%n", name, median, median / asked);
            draft.add(name, "time", "s", times);
            draft.add(
                    name,
                    "of what the latency asks",
                    "x",
                    times.stream().map(time -> time / asked).toList());
            draft.add(name, "requests", "", List.of((double) requests));
            if (most > 0) {
                draft.atMost("time of what the latency asks for, " + name, median / asked, most, " x");
            }
            return median;
        }
    }
}
