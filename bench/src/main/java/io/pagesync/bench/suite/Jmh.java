package io.pagesync.bench.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pagesync.bench.harness.Lab;
import io.pagesync.bench.harness.Measured;
import io.pagesync.bench.report.Draft;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The hot pieces, one by one, by JMH. */
public final class Jmh implements Suite {
    @Override
    public String name() {
        return "jmh";
    }

    @Override
    public Draft run(Lab lab) throws Exception {
        Draft draft = new Draft(
                name(), "Hot pieces", "time", "JMH, average time of one call; a page is one of 500 records, 280 KB.");
        Files.createDirectories(lab.work());
        Path results = lab.work().resolve("jmh.json");
        Measured.run(
                List.of(
                        Lab.java().toString(),
                        "-cp",
                        lab.classpath(),
                        "org.openjdk.jmh.Main",
                        "-foe",
                        "true",
                        "-f",
                        "1",
                        "-wi",
                        "3",
                        "-i",
                        "" + lab.choose(5, 2),
                        "-w",
                        "1",
                        "-r",
                        "1",
                        "-rf",
                        "json",
                        "-rff",
                        results.toString()),
                Map.of(),
                lab.work());
        draft.version("JMH", "1.37");
        for (JsonNode benchmark : new ObjectMapper().readTree(results.toFile())) {
            List<Double> values = new ArrayList<>();
            JsonNode metric = benchmark.get("primaryMetric");
            metric.get("rawData").forEach(fork -> fork.forEach(value -> values.add(value.asDouble())));
            draft.add(label(benchmark.get("benchmark").asText()), "time", "µs", values);
        }
        return draft;
    }

    private static String label(String method) {
        return switch (method.substring(method.lastIndexOf('.') + 1)) {
            case "slice" -> "slice a page into records";
            case "sliceWithKey" -> "slice a page, with its keys";
            case "fingerprint" -> "fingerprint a page";
            case "jsonLines" -> "a page as JSON Lines";
            case "rows" -> "a page as rows of a table";
            case "pageInWindow" -> "ordering window, a page";
            case "permit" -> "permit at a limit, when due";
            case "permitWithoutLimit" -> "permit without limit, 2 threads";
            default -> method;
        };
    }
}
