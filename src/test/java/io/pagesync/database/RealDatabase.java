package io.pagesync.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** The real databases the tests write to; the servers start once for all of them. */
public enum RealDatabase {
    SQLITE,
    POSTGRES,
    MARIADB;

    private static final AtomicInteger COUNT = new AtomicInteger();

    /** An empty database of its own. */
    public DatabaseSettings create(Path folder) throws SQLException {
        String name = "t" + COUNT.incrementAndGet();
        if (this == SQLITE) {
            return DatabaseSettings.of("main", "jdbc:sqlite:" + folder.resolve(name + ".db"), null, null);
        }
        if (this == MARIADB) {
            return MariaServer.create(name);
        }
        String server = Server.url();
        try (Connection connection = DriverManager.getConnection(server + "postgres", "postgres", "s3cret");
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        return DatabaseSettings.of("main", server + name, "postgres", "s3cret");
    }

    private static final class Server {
        private static final EmbeddedPostgres POSTGRES = start();

        static String url() {
            return "jdbc:postgresql://localhost:" + POSTGRES.getPort() + "/";
        }

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder().start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
