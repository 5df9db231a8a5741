package io.pagesync.bench.suite;

import io.pagesync.bench.harness.Lab;
import io.pagesync.bench.harness.Measured;
import io.pagesync.bench.report.Draft;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a process of ours has measured and printed: lines of name, wall time and processor time, in seconds.
 *
 * @param wall by name, in the order of the lines
 * @param processors likewise
 */
record ProcessRows(Map<String, List<Double>> wall, Map<String, List<Double>> processors) {
    /** Runs a main class with a folder, a number of records and a number of rounds. */
    static ProcessRows of(Lab lab, Class<?> main, Path folder, int records, int rounds) throws Exception {
        Measured.run(
                List.of(
                        Lab.java().toString(),
                        "-Xmx1g",
                        "-XX:+UseSerialGC",
                        "-cp",
                        lab.classpath(),
                        main.getName(),
                        folder.toString(),
                        Integer.toString(records),
                        Integer.toString(rounds)),
                Map.of(),
                lab.work());
        return read(lab.work().resolve("stdout"));
    }

    private static ProcessRows read(Path printed) throws IOException {
        ProcessRows rows = new ProcessRows(new LinkedHashMap<>(), new LinkedHashMap<>());
        for (String line : Files.readAllLines(printed)) {
            String[] words = line.split("\t");
            if (words.length == 3) {
                rows.wall.computeIfAbsent(words[0], any -> new ArrayList<>()).add(Double.parseDouble(words[1]));
                rows.processors
                        .computeIfAbsent(words[0], any -> new ArrayList<>())
                        .add(Double.parseDouble(words[2]));
            }
        }
        return rows;
    }

    void into(Draft draft) {
        wall.forEach((name, values) -> {
            draft.add(name, "wall", "s", values);
            draft.add(name, "CPU", "s", processors.get(name));
        });
    }
}
