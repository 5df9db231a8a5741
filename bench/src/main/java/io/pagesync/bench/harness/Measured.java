package io.pagesync.bench.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs a process to its end and measures it whole, from outside. Time comes from bash, which waits for it; memory from
 * /proc, looked at every 10 ms (what grows within the last 10 ms of a process is not seen).
 */
public final class Measured {
    private static final String TIMED = "TIMEFORMAT='%R %U %S'; exec 9>&2 2>\"$1\"; time \"${@:2}\" 2>&9";

    private Measured() {}

    /**
     * Runs a command.
     *
     * @param folder where it runs; its standard output and error are kept there, as {@code stdout} and {@code stderr}
     * @throws IOException if it exits with anything but 0, with the end of what it said
     */
    public static Usage run(List<String> command, Map<String, String> environment, Path folder)
            throws IOException, InterruptedException {
        Path times = folder.resolve("times");
        List<String> timed = new ArrayList<>(List.of("bash", "-c", TIMED, "bash", times.toString()));
        timed.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(timed)
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(folder.resolve("stdout").toFile())
                .redirectError(folder.resolve("stderr").toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        long peak = 0;
        try {
            // To look through all processes takes a while on the cores that are measured; to look at a known one does
            // not.
            List<ProcessHandle> known = List.of();
            int looks = 0;
            do {
                if (looks++ % 20 == 0 || known.isEmpty()) {
                    known = process.descendants().toList();
                }
                peak = Math.max(
                        peak,
                        known.stream()
                                .mapToLong(each -> peakKilobytes(each.pid()))
                                .sum());
            } while (!process.waitFor(10, TimeUnit.MILLISECONDS));
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
        if (process.exitValue() != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + process.exitValue() + ":\n"
                    + end(folder.resolve("stderr")) + end(folder.resolve("stdout")));
        }
        List<String> lines = Files.readAllLines(times);
        String[] seconds = lines.get(lines.size() - 1).split(" ");
        return new Usage(
                Double.parseDouble(seconds[0]),
                Double.parseDouble(seconds[1]) + Double.parseDouble(seconds[2]),
                peak / 1024.0);
    }

    private static long peakKilobytes(long pid) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
                if (line.startsWith("VmHWM:")) {
                    return Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
        } catch (IOException e) {
            // It has ended meanwhile.
        }
        return 0;
    }

    private static String end(Path file) throws IOException {
        String text = Files.readString(file);
        return text.substring(Math.max(0, text.length() - 4000));
    }
}
