package io.pagesync.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the figures were measured on. */
final class Machine {
    private Machine() {}

    static Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        facts.put("CPU", line("/proc/cpuinfo", "model name"));
        facts.put(
                "memory", Long.parseLong(line("/proc/meminfo", "MemTotal").replaceAll("\\D", "")) / 1_000_000 + " GB");
        facts.put("Linux", System.getProperty("os.version"));
        return facts;
    }

    private static String line(String file, String name) {
        try {
            return Files.readAllLines(Path.of(file)).stream()
                    .filter(line -> line.startsWith(name))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse("0");
        } catch (IOException e) {
            return "0";
        }
    }
}
