package io.pagesync.bench.table;

import io.pagesync.bench.harness.MemoryLoad;
import io.pagesync.bench.harness.ProcessorTime;
import io.pagesync.bench.server.MemoryPages;
import io.pagesync.database.Database;
import io.pagesync.database.DatabaseSettings;
import io.pagesync.database.table.TableSettings;
import io.pagesync.database.table.WriteMode;
import io.pagesync.database.write.DatabaseDestination;
import io.pagesync.destination.WriteRetry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.postgresql.PGConnection;

/**
 * Loads a collection from memory into each database, beside the database's own way to load rows, and prints what each took.
 * Arguments: folder, records, rounds, and the database where it is to be only one.
 */
public final class TableCost {
    private static final int PAGE = 500;

    /** Of a hundred records, one is gone in the second night. */
    private static final int GONE = 100;

    private final Path folder;
    private final int total;
    private final MemoryPages all;
    private final MemoryPages later;
    private final MemoryLoad load = new MemoryLoad();
    private final ProcessorTime processors;
    private int round;

    private TableCost(Path folder, int total, ProcessorTime processors) {
        this.folder = folder;
        this.processors = processors;
        this.total = total;
        this.all = MemoryPages.of(total, PAGE, 0);
        this.later = MemoryPages.of(total, PAGE, GONE);
    }

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        int rounds = Integer.parseInt(arguments[2]);
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("max_wal_size", "4GB")
                        .start();
                MariaDb maria = MariaDb.start(folder.resolve("mariadb"))) {
            TableCost cost =
                    new TableCost(folder, Integer.parseInt(arguments[1]), new ProcessorTime(process(postgres)));
            // One round until the code is compiled.
            for (cost.round = 0; cost.round <= rounds; cost.round++) {
                if (asked(arguments, "PostgreSQL")) {
                    cost.postgres(postgres);
                }
                if (asked(arguments, "SQLite")) {
                    cost.sqlite();
                }
                if (asked(arguments, "MariaDB")) {
                    cost.maria(maria);
                }
            }
            cost.load.close();
        }
        System.exit(0);
    }

    private static boolean asked(String[] arguments, String database) {
        return arguments.length < 4 || arguments[3].equals(database);
    }

    /** It is no child of ours. */
    private static long process(EmbeddedPostgres server) throws Exception {
        try (Connection connection = DriverManager.getConnection(server.getJdbcUrl("postgres", "postgres"));
                Statement statement = connection.createStatement();
                var result = statement.executeQuery("show data_directory")) {
            result.next();
            return Long.parseLong(Files.readAllLines(Path.of(result.getString(1), "postmaster.pid"))
                    .get(0));
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    private void time(String name, Work work) throws Exception {
        double before = processors.seconds();
        long begin = System.nanoTime();
        work.run();
        double wall = (System.nanoTime() - begin) / 1e9;
        if (round > 0) {
            System.out.println(name + "\t" + wall + "\t" + (processors.seconds() - before));
        }
    }

    private void load(Database database, WriteMode mode, MemoryPages pages) throws Exception {
        load.run(pages, run -> new DatabaseDestination(
                        database, TableSettings.of("packages", mode), run, WriteRetry.DEFAULT)
                .requireFree());
    }

    private void postgres(EmbeddedPostgres server) throws Exception {
        String name = "t" + round;
        try (Connection connection = DriverManager.getConnection(server.getJdbcUrl("postgres", "postgres"))) {
            execute(connection, "create database " + name);
        }
        String url = server.getJdbcUrl("postgres", name);
        try (Database database =
                        Database.open(DatabaseSettings.of("main", url.replaceAll("\\?.*", ""), "postgres", ""));
                Connection connection = DriverManager.getConnection(url)) {
            time("PostgreSQL, first load", () -> load(database, WriteMode.UPSERT, all));
            ByteArrayOutputStream rows = new ByteArrayOutputStream(total * 600);
            var copy = connection.unwrap(PGConnection.class).getCopyAPI();
            copy.copyOut("copy packages to stdout", rows);
            execute(connection, "create table copied (like packages including all)", "checkpoint");
            byte[] bytes = rows.toByteArray();
            time(
                    "PostgreSQL, COPY",
                    () -> copy.copyIn("copy copied from stdin", new ByteArrayInputStream(bytes), 1 << 16));
            execute(connection, "vacuum analyze packages", "checkpoint");
            nights("PostgreSQL", database);
            check(connection);
        }
        try (Connection connection = DriverManager.getConnection(server.getJdbcUrl("postgres", "postgres"))) {
            execute(connection, "drop database " + name + " with (force)", "checkpoint");
        }
    }

    private void sqlite() throws Exception {
        Path file = folder.resolve("t" + round + ".db");
        String url = "jdbc:sqlite:" + file;
        try (Database database = Database.open(DatabaseSettings.of("main", url, null, null))) {
            time("SQLite, first load", () -> load(database, WriteMode.UPSERT, all));
            nights("SQLite", database);
            try (Connection connection = DriverManager.getConnection(url)) {
                check(connection);
            }
        }
        Files.delete(file);
    }

    private void maria(MariaDb server) throws Exception {
        String name = "t" + round;
        try (Connection connection = DriverManager.getConnection(server.url(""), MariaDb.USER, MariaDb.PASSWORD)) {
            execute(connection, "create database " + name);
            String url = server.url(name);
            Path rows = folder.resolve("rows.txt");
            try (Database database = Database.open(DatabaseSettings.of("main", url, MariaDb.USER, MariaDb.PASSWORD));
                    Connection its = DriverManager.getConnection(url, MariaDb.USER, MariaDb.PASSWORD)) {
                time("MariaDB, first load", () -> load(database, WriteMode.UPSERT, all));
                execute(its, "select * from packages into outfile '" + rows + "'", "create table copied like packages");
                time(
                        "MariaDB, LOAD DATA",
                        () -> execute(
                                its, "load data local infile '" + rows + "' into table copied character set utf8mb4"));
                Files.delete(rows);
                nights("MariaDB", database);
                check(its);
            }
            execute(connection, "drop database " + name);
        }
    }

    /**
     * The second night: nothing has changed; one of a hundred is gone, which an upsert does not mind and a mirror deletes. Both
     * meet other pages than the run before.
     */
    private void nights(String engine, Database database) throws Exception {
        time(engine + ", again, no change", () -> load(database, WriteMode.UPSERT, all));
        time(engine + ", upsert, 1% gone", () -> load(database, WriteMode.UPSERT, later));
        load(database, WriteMode.UPSERT, all);
        time(engine + ", mirror, 1% gone", () -> load(database, WriteMode.MIRROR, later));
    }

    private void check(Connection connection) throws Exception {
        try (Statement statement = connection.createStatement();
                var result = statement.executeQuery("select count(*) from packages")) {
            result.next();
            if (result.getInt(1) != later.records()) {
                throw new IllegalStateException("the table has " + result.getInt(1) + " rows");
            }
        }
    }

    private static void execute(Connection connection, String... statements) throws Exception {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
