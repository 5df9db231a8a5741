package io.pagesync.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Pagesync as a process of its own, with the shipped logging, as the launcher starts it. */
final class CommandProcess implements AutoCloseable {
    private final Process process;
    private final Path err;

    private CommandProcess(Process process, Path err) {
        this.process = process;
        this.err = err;
    }

    /**
     * Starts it.
     *
     * @param folder its working directory, where its standard error is kept
     * @param out where its standard output goes
     * @param environment what is added to the environment
     * @param options of the JVM
     */
    static CommandProcess start(
            Path folder,
            ProcessBuilder.Redirect out,
            Map<String, String> environment,
            List<String> options,
            String... arguments)
            throws IOException {
        return start(folder, out, environment, List.of(), options, arguments);
    }

    /** The same, by a command that runs the one that follows it. */
    static CommandProcess start(
            Path folder,
            ProcessBuilder.Redirect out,
            Map<String, String> environment,
            List<String> by,
            List<String> options,
            String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(by);
        command.addAll(java());
        command.addAll(options);
        command.addAll(KeptClasses.options());
        command.add("io.pagesync.cli.Pagesync");
        command.addAll(List.of(arguments));
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out)
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.toLowerCase(java.util.Locale.ROOT)
                .endsWith("_proxy"));
        // No two processes of the tests want one port.
        builder.environment().put("PAGESYNC_MANAGEMENT_PORT", "0");
        builder.environment().putAll(environment);
        return new CommandProcess(builder.start(), err);
    }

    /** The JVM, as the launcher starts it. */
    static List<String> java() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // From JDK 24 on SQLite's library is warned of on standard error without it.
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dpagesync.home=" + Path.of("").toAbsolutePath());
    }

    /** The shipped settings in front, and without those of the tests. */
    static String classPath() {
        return Path.of("config").toAbsolutePath()
                + File.pathSeparator
                + Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                        .filter(entry -> !entry.endsWith("test-classes"))
                        .collect(Collectors.joining(File.pathSeparator));
    }

    Process process() {
        return process;
    }

    /** The exit code; a process that does not end is killed. */
    int exitCode() throws InterruptedException {
        return exitCode(Duration.ofMinutes(3));
    }

    /** The exit code; a process that does not end within this time is killed. */
    int exitCode(Duration patience) throws InterruptedException {
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the process did not end; it said: " + err());
        }
        return process.exitValue();
    }

    String err() {
        try {
            return Files.readString(err, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    void signal(String name) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
        if (code != 0) {
            throw new AssertionError("kill -" + name + " failed");
        }
    }

    /** Whether whoever started us has this signal ignored, which a process inherits. */
    boolean ignores(int signal) throws IOException {
        String mask = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .findFirst()
                .orElse("SigIgn: 0")
                .replaceFirst("SigIgn:\\s*", "");
        return (Long.parseUnsignedLong(mask, 16) >> (signal - 1) & 1) == 1;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
