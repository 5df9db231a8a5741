package io.pagesync.bench;

import io.pagesync.bench.harness.Lab;
import io.pagesync.bench.report.Document;
import io.pagesync.bench.report.Result;
import io.pagesync.bench.report.ResultFiles;
import io.pagesync.bench.suite.CamelShare;
import io.pagesync.bench.suite.Growth;
import io.pagesync.bench.suite.Jmh;
import io.pagesync.bench.suite.JsonLines;
import io.pagesync.bench.suite.Latency;
import io.pagesync.bench.suite.LedgerCost;
import io.pagesync.bench.suite.Memory;
import io.pagesync.bench.suite.Postgres;
import io.pagesync.bench.suite.Queues;
import io.pagesync.bench.suite.Rate;
import io.pagesync.bench.suite.StartUp;
import io.pagesync.bench.suite.Suite;
import io.pagesync.bench.suite.Tables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What {@code bench/run} starts once everything is built. Its settings come as system properties {@code bench.*}. */
public final class Bench {
    private static final List<Suite> SUITES = List.of(
            new JsonLines(true),
            new JsonLines(false),
            new Memory(),
            new Rate(),
            new Latency(),
            new Postgres(),
            new Tables(),
            new Queues(),
            new StartUp(),
            new LedgerCost(),
            new CamelShare(),
            new Growth(),
            new Jmh());

    private Bench() {}

    /** Runs the suites named, or all of them. */
    public static void main(String[] arguments) throws Exception {
        List<String> names = new ArrayList<>(Arrays.asList(arguments));
        boolean quick = names.remove("--quick");
        List<String> known = SUITES.stream().map(Suite::name).toList();
        if (names.remove("--list")) {
            known.forEach(System.out::println);
            return;
        }
        for (String name : names) {
            if (!known.contains(name)) {
                System.err.println("bench/run: there is no '" + name + "'; there are " + String.join(", ", known));
                System.exit(2);
            }
        }
        Path home = Path.of(System.getProperty("bench.home"));
        // The short form is for a look; only the whole one is worth keeping.
        ResultFiles files = new ResultFiles(home.resolve(quick ? "bench/target/results" : "bench/results"));
        try (Lab lab = new Lab(home, quick, tools())) {
            for (Suite suite : SUITES) {
                if (names.isEmpty() || names.contains(suite.name())) {
                    System.out.println(suite.name());
                    long begin = System.nanoTime();
                    Result result = suite.run(lab).result(System.getProperty("bench.commit"));
                    files.keep(result);
                    System.out.printf(
                            "%n%s  (%d s)%n%n", Document.section(result), (System.nanoTime() - begin) / 1_000_000_000);
                    result.goals()
                            .forEach(goal -> System.out.printf(
                                    "  %-4s %s: %s, %s%n",
                                    goal.met() ? "yes" : "NO", goal.what(), goal.reached(), goal.asked()));
                    System.out.println();
                }
            }
        }
        if (!quick) {
            new Document(home.resolve("docs/benchmarks.md")).write(files.of(known));
        }
    }

    private static Map<String, String> tools() {
        Map<String, String> tools = new TreeMap<>();
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("bench.tool."))
                .forEach(name -> tools.put(name.substring("bench.tool.".length()), System.getProperty(name)));
        return tools;
    }
}
