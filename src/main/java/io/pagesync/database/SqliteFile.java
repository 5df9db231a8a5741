package io.pagesync.database;

import com.zaxxer.hikari.HikariConfig;
import io.pagesync.destination.FolderCheck;
import io.pagesync.InvalidSettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What an SQLite database needs before it is opened.
 *
 * @param dataSource the data source's name
 * @param path the file's path
 */
record SqliteFile(String dataSource, String path) {
    /** The file must be one: in memory, each connection would have a database of its own. */
    SqliteFile {
        if (path.isEmpty() || path.startsWith(":") || path.startsWith("file:")) {
            throw new InvalidSettingException("the URL of data source " + dataSource + " names '" + path
                    + "', which is no path of a file; write it as jdbc:sqlite:data/pagesync.db");
        }
    }

    static SqliteFile of(DatabaseSettings settings) {
        return new SqliteFile(
                settings.name(),
                settings.url().substring("jdbc:sqlite:".length()).replaceAll("\\?.*", ""));
    }

    /** Makes the folder of the file, when it is first used rather than before. */
    void makeFolder() {
        try {
            Files.createDirectories(folder());
        } catch (IOException e) {
            requireRoom();
            throw notMade(folder(), e.getClass().getSimpleName());
        }
    }

    /** Whether it is not there yet; if so, it could be made. */
    boolean toBeMade() {
        if (Files.exists(Path.of(path))) {
            return false;
        }
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
    static void configure(HikariConfig pool) {
        pool.addDataSourceProperty("journal_mode", "WAL");
        pool.addDataSourceProperty("busy_timeout", "10000");
        pool.addDataSourceProperty("transaction_mode", "IMMEDIATE");
    }
}
