package io.pagesync.bench.harness;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs contestants in turn, round after round, so that whatever else the machine does meets all of them; the first
 * round warms the page cache and is not counted.
 */
public final class Contest {
    private final Path folder;
    private final int rounds;

    /** A contest of so many measured rounds; each contestant runs in the folder. */
    public Contest(Path folder, int rounds) {
        this.folder = folder;
        this.rounds = rounds;
    }

    /** What each contestant took, in each round. */
    public Map<String, List<Usage>> run(List<Contestant> contestants) throws Exception {
        Files.createDirectories(folder);
        Map<String, List<Usage>> usages = new LinkedHashMap<>();
        contestants.forEach(each -> usages.put(each.name(), new ArrayList<>()));
        for (int round = -1; round < rounds; round++) {
            for (Contestant each : contestants) {
                if (each.takesPartIn(round)) {
                    Usage usage = run(each);
                    System.out.printf(
                            "  %-9s %-28s %8.2f s  %8.2f s CPU  %6.0f MB%n",
                            round < 0 ? "warm-up" : "round " + (round + 1),
                            each.name(),
                            usage.wallSeconds(),
                            usage.cpuSeconds(),
                            usage.peakMegabytes());
                    if (round >= 0) {
                        usages.get(each.name()).add(usage);
                    }
                }
            }
        }
        return usages;
    }

    private Usage run(Contestant contestant) throws Exception {
        contestant.before().prepare();
        if (contestant.output() != null) {
            Files.deleteIfExists(contestant.output());
        }
        Usage usage = Measured.run(contestant.command(), contestant.environment(), folder);
        if (contestant.output() != null) {
            long lines = lines(contestant.output());
            if (lines != contestant.records()) {
                throw new IOException(
                        contestant.name() + " wrote " + lines + " lines, expected " + contestant.records());
            }
            Files.delete(contestant.output());
        }
        return usage;
    }

    private static long lines(Path file) throws IOException {
        long lines = 0;
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                for (int i = 0; i < length; i++) {
                    lines += buffer[i] == '\n' ? 1 : 0;
                }
            }
        }
        return lines;
    }
}
