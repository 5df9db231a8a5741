package io.pagesync.database.sqlite;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Libraries that processes which were killed have left in the temporary folder: the driver removes its own when it ends, and
 * those of others only if their {@code .lck} is gone, which ends with them, too. Removed is what is a minute old, ours, and
 * in the memory of no process; where that cannot be seen, as outside Linux, nothing is.
 */
final class SqliteLeftovers {
    private static final String NAMES = "sqlite-*-*-*sqlitejdbc*";
    private static final String LOCK = ".lck";
    private static final Duration AGE = Duration.ofMinutes(1);

    private final Path folder;
    private final Path processes;

    /**
     * Those in a folder.
     *
     * @param processes the processes' folder, usually {@code /proc}
     */
    SqliteLeftovers(Path folder, Path processes) {
        this.folder = folder;
        this.processes = processes;
    }

    static SqliteLeftovers in(Path folder) {
        return new SqliteLeftovers(folder, Path.of("/proc"));
    }

    /** Removes them as far as that is possible; what remains does no harm. */
    void remove() {
        try {
            List<Path> old = old();
            String inUse = old.isEmpty() ? "" : inUse();
            for (Path library : old) {
                if (!inUse.contains(library.getFileName().toString())) {
                    Files.delete(library);
                    Files.deleteIfExists(library.resolveSibling(library.getFileName() + LOCK));
                }
            }
        } catch (IOException e) {
            // They stay.
        }
    }

    private List<Path> old() throws IOException {
        Path self = processes.resolve("self");
        List<Path> old = new ArrayList<>();
        if (!Files.exists(self.resolve("maps"))) {
            return old;
        }
        Instant latest = Instant.now().minus(AGE);
        try (DirectoryStream<Path> libraries = Files.newDirectoryStream(folder, NAMES)) {
            for (Path library : libraries) {
                boolean aged = Files.getLastModifiedTime(library).toInstant().isBefore(latest);
                if (aged
                        && !library.toString().endsWith(LOCK)
                        && Files.getOwner(library).equals(Files.getOwner(self))) {
                    old.add(library);
                }
            }
        }
        return old;
    }

    /** What all processes that may be looked at have in their memory: all of our own user's. */
    private String inUse() throws IOException {
        StringBuilder all = new StringBuilder();
        try (DirectoryStream<Path> running = Files.newDirectoryStream(processes, "[0-9]*")) {
            for (Path process : running) {
                all.append(maps(process));
            }
        }
        return all.toString();
    }

    private static String maps(Path process) {
        try {
            // The names that are looked for are ASCII; others need not even be UTF-8.
            String maps = new String(Files.readAllBytes(process.resolve("maps")), StandardCharsets.ISO_8859_1);
            return maps.contains("sqlitejdbc") ? maps : "";
        } catch (IOException e) {
            return "";
        }
    }
}
