package io.pagesync.database.sqlite;

import io.pagesync.InvalidSettingException;
import io.pagesync.PagesyncException;
import io.pagesync.database.dialect.Place;
import io.pagesync.destination.FolderCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an SQLite database needs before it is opened, and to stay where it is from then on. Thread-safe. */
final class SqliteFile implements Place {
    private final String dataSource;
    private final String path;
    /** Whether the URL says how long to wait for the lock of another process. */
    private final boolean saysHowLongToWait;
    /** Which file the connections are to; null until it is there, and where the system tells none from another. */
    private volatile @Nullable Object inUse;

    /** The file must be one: in memory, each connection would have a database of its own. */
    private SqliteFile(String dataSource, String path, boolean saysHowLongToWait) {
        if (path.isEmpty() || path.startsWith(":") || path.startsWith("file:")) {
            throw new InvalidSettingException("the URL of data source " + dataSource + " names '" + path
                    + "', which is no path of a file; write it as jdbc:sqlite:data/pagesync.db");
        }
        this.dataSource = dataSource;
        this.path = path;
        this.saysHowLongToWait = saysHowLongToWait;
    }

    /**
     * The file of a URL.
     *
     * @param dataSource the data source's name
     * @param path what stands behind {@code jdbc:sqlite:}
     */
    static SqliteFile of(String dataSource, String path) {
        return new SqliteFile(dataSource, path.replaceAll("\\?.*", ""), path.contains("busy_timeout="));
    }

    @Override
    public String name() {
        return path;
    }

    @Override
    public Optional<Path> file() {
        return Optional.of(Path.of(path).toAbsolutePath());
    }

    /**
     * Makes the folder of the file and loads SQLite, when it is first used rather than before.
     *
     * @throws InvalidSettingException if that cannot be, at once
     * @throws PagesyncException if another file is at its place than the one in use, or none: open connections would go on
     *     to write into the file that has no name any more
     */
    @Override
    public void makeReady() {
        SqliteLibrary.require();
        try {
            Files.createDirectories(folder());
        } catch (IOException e) {
            requireRoom();
            throw notMade(folder(), e.getClass().getSimpleName());
        }
        requireInPlace();
    }

    private void requireInPlace() {
        Object before = inUse;
        Object there = null;
        try {
            there = Files.readAttributes(Path.of(path), BasicFileAttributes.class)
                    .fileKey();
        } catch (IOException e) {
            // It is not there, or not to be looked at.
        }
        if (before == null) {
            inUse = there;
        } else if (!before.equals(there)) {
            throw new PagesyncException("the file " + path + " of data source " + dataSource
                    + " was moved, removed or replaced while it was in use, so nothing more is written to it; put it back,"
                    + " or start Pagesync again");
        }
    }

    /** Whether it is not there yet; if so, it could be made. */
    @Override
    public boolean toBeMade() {
        requireInPlace();
        if (Files.exists(Path.of(path))) {
            return false;
        }
        SqliteLibrary.require();
        requireRoom();
        return true;
    }

    private void requireRoom() {
        Path obstacle = FolderCheck.obstacle(folder());
        if (obstacle != null) {
            throw notMade(folder(), obstacle + " is no folder one can write to");
        }
    }

    private Path folder() {
        Path absolute = Path.of(path).toAbsolutePath();
        Path folder = absolute.getParent();
        return folder == null ? absolute : folder;
    }

    private InvalidSettingException notMade(Path folder, String why) {
        return new InvalidSettingException("the folder " + folder + " of data source " + dataSource
                + " cannot be made: " + why + "; name another file");
    }

    /**
     * Readers see the last commit while a page is written (WAL); writers of other processes are waited for; a
     * transaction takes the writer's lock when it begins, because one that began as a reader cannot wait for it later.
     */
    @Override
    public Map<String, String> driverProperties() {
        Map<String, String> properties = new HashMap<>(Map.of("journal_mode", "WAL", "transaction_mode", "IMMEDIATE"));
        if (!saysHowLongToWait) {
            // The driver would take this one before the URL's.
            properties.put("busy_timeout", "10000");
        }
        return properties;
    }
}
