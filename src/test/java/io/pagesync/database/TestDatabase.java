package io.pagesync.database;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** An empty database, and a look into it. */
public final class TestDatabase implements AutoCloseable {
    public final RealDatabase engine;
    public final DatabaseSettings settings;
    public final Database database;

    public TestDatabase(RealDatabase engine, Path folder) throws SQLException {
        this.engine = engine;
        this.settings = engine.create(folder);
        this.database = Database.open(settings);
    }

    /** The rows of a query as texts, columns separated by a bar; null is a minus sign. */
    public List<String> rows(String sql) throws SQLException {
        return database.transaction((connection, db) -> {
            List<String> rows = new ArrayList<>();
            try (var statement = connection.createStatement();
                    var result = statement.executeQuery(sql)) {
                int columns = result.getMetaData().getColumnCount();
                while (result.next()) {
                    List<String> values = new ArrayList<>();
                    for (int i = 1; i <= columns; i++) {
                        String value = result.getString(i);
                        values.add(value == null ? "-" : value);
                    }
                    rows.add(String.join("|", values));
                }
            }
            return rows;
        });
    }

    @Nullable
    public String value(String sql) throws SQLException {
        return rows(sql).get(0);
    }

    public void execute(String sql) throws SQLException {
        database.transaction((connection, db) -> {
            try (var statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }

    /** PostgreSQL's database as a user sees it who may read and write all tables that are there, and change none. */
    public Database as(String user) throws SQLException {
        execute("do $$ begin if not exists (select from pg_roles where rolname = '" + user + "') then create role "
                + user + " login; end if; end $$");
        execute("revoke create on schema public from public");
        execute("grant select, insert, update, delete on all tables in schema public to " + user);
        return Database.open(new DatabaseSettings("main", settings.url(), user, "", 2, Duration.ofSeconds(5)));
    }

    /** Waits until somebody waits for a lock in PostgreSQL. */
    public void awaitLock() {
        Awaitility.await().until(() -> !rows("select pid from pg_locks where not granted and relation is not null")
                .isEmpty());
    }

    @Override
    public void close() {
        database.close();
    }
}
