package io.pagesync.database;

import com.zaxxer.hikari.HikariConfig;
import io.pagesync.InvalidSettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What an SQLite database needs before it is opened. */
final class SqliteFile {
    private SqliteFile() {}

    /** Makes the folder of the file, which must be one: in memory, each connection would have a database of its own. */
    static void prepare(String dataSource, String file) {
        if (file.isEmpty() || file.startsWith(":") || file.startsWith("file:")) {
            throw new InvalidSettingException("the URL of data source " + dataSource + " names '" + file
                    + "', which is no path of a file; write it as jdbc:sqlite:data/pagesync.db");
        }
        Path folder = Path.of(file).toAbsolutePath().getParent();
        try {
            if (folder != null) {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            throw new InvalidSettingException("the folder " + folder + " of data source " + dataSource
                    + " cannot be made: " + e.getClass().getSimpleName() + "; name another file");
        }
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
