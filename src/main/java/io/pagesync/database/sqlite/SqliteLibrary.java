package io.pagesync.database.sqlite;

import io.pagesync.InvalidSettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * SQLite itself, which its driver unpacks into a temporary folder and loads before its first connection. Loaded here
 * first: a pool would only tell, after its timeout, that there is no connection.
 */
final class SqliteLibrary {
    private static final String FOLDER = "org.sqlite.tmpdir";
    private static final String FOLDER_OF_JAVA = "java.io.tmpdir";

    /** Each attempt unpacks a library, so it is not made for each page. */
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMinutes(1);

    private static volatile boolean loaded;
    private static @Nullable String failure;
    private static long failedAt;

    private SqliteLibrary() {}

    /** How it is loaded. */
    @FunctionalInterface
    interface Loader {
        void load() throws Exception;
    }

    /**
     * Loads it, unless it is loaded.
     *
     * @throws InvalidSettingException if that fails, naming the folder
     */
    static void require() {
        if (!loaded) {
            loadOnce();
        }
    }

    private static synchronized void loadOnce() {
        if (loaded) {
            return;
        }
        if (failure == null || System.nanoTime() - failedAt > BETWEEN_ATTEMPTS.toNanos()) {
            Path folder = folder();
            SqliteLeftovers.in(folder).remove();
            failure = load(folder, () -> byDriver(folder));
            failedAt = System.nanoTime();
        }
        if (failure != null) {
            throw new InvalidSettingException(failure);
        }
        loaded = true;
    }

    private static Path folder() {
        return Path.of(System.getProperty(FOLDER, System.getProperty(FOLDER_OF_JAVA)));
    }

    /** The sentence that says why it cannot be loaded from the folder; null if it can. */
    static @Nullable String load(Path folder, Loader loader) {
        try {
            loader.load();
            return null;
        } catch (Exception | LinkageError e) {
            String property = System.getProperty(FOLDER) == null ? FOLDER_OF_JAVA : FOLDER;
            return "SQLite cannot be loaded from the temporary folder " + folder + " (" + property + "): "
                    + obstacle(folder) + "; start Java with another, -D" + property
                    + "=FOLDER (the launcher's PAGESYNC_JAVA_OPTS)";
        }
    }

    private static String obstacle(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Files.exists(folder) ? "it is no folder" : "there is no such folder";
        }
        try {
            Path probe = Files.createTempFile(folder, "pagesync", ".tmp");
            Files.write(probe, new byte[1 << 20]);
            Files.delete(probe);
            return "what is in it may not be executed (noexec)";
        } catch (IOException e) {
            return "it cannot be written to, " + e.getClass().getSimpleName() + " " + e.getMessage();
        }
    }

    /** By the driver's own loader; a driver without one does that by itself, later. */
    private static void byDriver(Path folder) throws Exception {
        try {
            new SqliteUnpacking(folder).load();
        } catch (ClassNotFoundException | NoSuchMethodException e) {
            // Another driver than we know.
        }
    }
}
