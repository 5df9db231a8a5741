package io.pagesync.bench.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The processor time of this process and of servers, and of all that they have started, by the kernel. */
public final class ProcessorTime {
    private static final double TICKS = 100;
    private static final int PARENT = 1;
    private static final int FIRST_TIME = 11;

    private final List<Long> servers;

    /** Of servers, by their process ids. */
    public ProcessorTime(Long... servers) {
        this.servers = List.of(servers);
    }

    /** Seconds so far; of who has ended, too, as its parent has that. */
    public double seconds() throws IOException {
        Map<Long, long[]> all = new HashMap<>();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            processes
                    .filter(each -> each.getFileName().toString().matches("\\d+"))
                    .forEach(each -> read(each, all));
        }
        return all.keySet().stream()
                        .filter(each -> isOurs(each, all))
                        .mapToLong(each -> all.get(each)[1])
                        .sum()
                / TICKS;
    }

    private boolean isOurs(long process, Map<Long, long[]> all) {
        long each = process;
        while (all.containsKey(each)) {
            if (each == ProcessHandle.current().pid() || servers.contains(each)) {
                return true;
            }
            each = all.get(each)[0];
        }
        return false;
    }

    private static void read(Path process, Map<Long, long[]> all) {
        try {
            String stat = Files.readString(process.resolve("stat"));
            String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            long ticks = Arrays.stream(words, FIRST_TIME, FIRST_TIME + 4)
                    .mapToLong(Long::parseLong)
                    .sum();
            all.put(Long.parseLong(process.getFileName().toString()), new long[] {Long.parseLong(words[PARENT]), ticks
            });
        } catch (IOException e) {
            // It has ended meanwhile.
        }
    }
}
