package io.pagesync.bench.suite;

import io.pagesync.bench.contestant.CopyIn;
import io.pagesync.bench.harness.Contest;
import io.pagesync.bench.harness.Contestant;
import io.pagesync.bench.harness.Lab;
import io.pagesync.bench.harness.Server;
import io.pagesync.bench.report.Draft;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.postgresql.PGConnection;

/** A collection into PostgreSQL, beside a COPY of the same rows into the same columns. */
public final class Postgres implements Suite {
    private static final String ROUTE = """
            - route:
                id: %1$s
                errorHandler: { noErrorHandler: {} }
                from:
                  uri: kamelet:collection-source/%1$s-source
                  parameters: { api: bench, path: %2$s, key: id }
                  steps:
                    - to: { uri: kamelet:database-sink, parameters: { table: %1$s, mode: %1$s } }
            """;

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public Draft run(Lab lab) throws Exception {
        int total = lab.choose(1_000_000, 100_000);
        Draft draft = new Draft(
                name(),
                "%,d records into PostgreSQL".formatted(total),
                "wall",
                "`pagesync run` from pages of 500 into a table that it makes, whole process, beside a COPY of the same"
                        + " rows from a file into the same columns: once without and once with the primary key.");
        Server server = lab.fastest(total, 500);
        Home home = Home.make(lab);
        home.route("append", ROUTE.formatted("append", "/packages/" + total + "/500"));
        home.route("upsert", ROUTE.formatted("upsert", "/packages/" + total + "/500"));
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start()) {
            draft.version("server", server.name());
            draft.version("PostgreSQL", version(postgres));
            draft.note("PostgreSQL as it is delivered: fsync "
                    + setting(postgres, "fsync") + ", synchronous_commit " + setting(postgres, "synchronous_commit")
                    + ", shared_buffers " + setting(postgres, "shared_buffers") + ".");
            new Measurement(lab, server, draft, home, postgres, total).take();
        }
        return draft;
    }

    private static String version(EmbeddedPostgres postgres) throws SQLException {
        return setting(postgres, "server_version");
    }

    private static String setting(EmbeddedPostgres postgres, String name) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(postgres));
                Statement statement = connection.createStatement();
                var result = statement.executeQuery("show " + name)) {
            result.next();
            return result.getString(1);
        }
    }

    private static String url(EmbeddedPostgres postgres) {
        return postgres.getJdbcUrl("postgres", "postgres");
    }

    private record Measurement(Lab lab, Server server, Draft draft, Home home, EmbeddedPostgres postgres, int total) {
        void take() throws Exception {
            Path rows = lab.work().resolve("rows.copy");
            Contestant append = sync("append");
            Contestant upsert = sync("upsert");
            // The tables that Pagesync makes, and their rows, are what COPY is given.
            new Contest(lab.work(), 0).run(List.of(append, upsert));
            check("append");
            check("upsert");
            copyOut(rows);
            execute("create table copy_append (like append including all)");
            execute("create table copy_upsert (like upsert including all)");
            draft.add(new Contest(lab.work(), lab.choose(3, 1))
                    .run(List.of(append, copy("copy_append", rows), upsert, copy("copy_upsert", rows))));
            compare("append");
            compare("upsert");
        }

        private void compare(String mode) {
            draft.atMost(
                    "1,000,000 records into PostgreSQL, " + mode + ": wall time, of COPY's",
                    draft.median("Pagesync, " + mode, "wall") / draft.median("COPY into copy_" + mode, "wall"),
                    2.5,
                    " x");
        }

        private Contestant sync(String mode) throws Exception {
            return Contestant.of("Pagesync, " + mode, List.of(home.launcher(), "run", mode))
                    .with(Map.of(
                            "PAGESYNC_API_BENCH_BASE_URL", server.uri().toString(),
                            "PAGESYNC_API_BENCH_RATE_LIMIT", "0",
                            "PAGESYNC_DATASOURCE_MAIN_URL", url(postgres)))
                    .after(() -> execute(
                            "drop table if exists " + mode,
                            "drop table if exists pagesync_marks",
                            "drop table if exists pagesync_columns",
                            "checkpoint"));
        }

        /** By psql where it is installed; it names the columns, whose order may differ. */
        private Contestant copy(String table, Path rows) throws Exception {
            String columns = columns();
            Path psql = lab.tool("psql");
            lab.missing();
            List<String> command = psql == null
                    ? List.of(
                            Lab.java().toString(),
                            "-cp",
                            lab.classpath(),
                            CopyIn.class.getName(),
                            url(postgres),
                            table + " (" + columns + ")",
                            rows.toString())
                    : List.of(
                            psql.toString(),
                            "--quiet",
                            "--host",
                            "127.0.0.1",
                            "--port",
                            "" + postgres.getPort(),
                            "--username",
                            "postgres",
                            "--set",
                            "ON_ERROR_STOP=1",
                            "--command",
                            "\\copy " + table + " (" + columns + ") from '" + rows + "'");
            return Contestant.of("COPY into " + table, command).after(() -> execute("truncate " + table, "checkpoint"));
        }

        private String columns() throws SQLException {
            try (Connection connection = DriverManager.getConnection(url(postgres));
                    Statement statement = connection.createStatement();
                    var result = statement.executeQuery("select string_agg(quote_ident(attname), ',' order by attnum)"
                            + " from pg_attribute where attrelid = 'append'::regclass and attnum > 0")) {
                result.next();
                return result.getString(1);
            }
        }

        private void copyOut(Path rows) throws Exception {
            try (Connection connection = DriverManager.getConnection(url(postgres));
                    OutputStream out = Files.newOutputStream(rows)) {
                connection.unwrap(PGConnection.class).getCopyAPI().copyOut("copy append to stdout", out);
            }
        }

        private void check(String table) throws SQLException {
            try (Connection connection = DriverManager.getConnection(url(postgres));
                    Statement statement = connection.createStatement();
                    var result = statement.executeQuery("select count(distinct id) from " + table)) {
                result.next();
                if (result.getLong(1) != total) {
                    throw new IllegalStateException(table + " holds " + result.getLong(1) + " records, not " + total);
                }
            }
        }

        private void execute(String... statements) throws SQLException {
            try (Connection connection = DriverManager.getConnection(url(postgres));
                    Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            }
        }
    }
}
