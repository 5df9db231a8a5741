package io.pagesync.bench.suite;

import io.pagesync.bench.harness.Lab;
import io.pagesync.bench.harness.Measured;
import io.pagesync.bench.report.Draft;
import io.pagesync.camel.boot.CamelCost;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the routes cost, beside the same classes called by a loop. */
public final class CamelShare implements Suite {
    @Override
    public String name() {
        return "camel";
    }

    @Override
    public Draft run(Lab lab) throws Exception {
        int total = lab.choose(500_000, 50_000);
        Draft draft = new Draft(
                        name(),
                        "The cost of Camel",
                        "pages",
                        ("%,d records in pages of 100 to a file, in one process, warm: the routes, and a loop of ten"
                                        + " threads that calls the same classes (client, reader, run, file) directly,"
                                        + " in turn.")
                                .formatted(total))
                .comparedWith("called directly");
        draft.version("server", lab.ours().name());
        Files.createDirectories(lab.work());
        List<String> command = List.of(
                Lab.java().toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-Dpagesync.home=" + lab.pagesync(),
                "-cp",
                lab.classpath(),
                CamelCost.class.getName(),
                lab.ours().uri().toString(),
                "/packages/" + total + "/100",
                lab.work().resolve("camel.jsonl").toString(),
                Integer.toString(lab.choose(9, 3)));
        Measured.run(command, Map.of(), lab.work());
        Map<String, List<Double>> pages = new LinkedHashMap<>();
        for (String line : Files.readAllLines(lab.work().resolve("stdout"))) {
            String[] words = line.split("\t");
            if (words.length == 2) {
                pages.computeIfAbsent(words[0], name -> new ArrayList<>())
                        .add(total / 100.0 / Double.parseDouble(words[1]));
            }
        }
        pages.forEach((name, list) -> draft.add(name, "pages", "per second", list));
        double lost = 100 * (1 - draft.median("Pagesync's routes", "pages") / draft.median("called directly", "pages"));
        draft.atMost("cost of Camel, pages a second", lost, 15, "%");
        return draft;
    }
}
