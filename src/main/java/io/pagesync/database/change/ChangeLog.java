package io.pagesync.database.change;

import io.pagesync.database.dialect.Dialect;
import io.pagesync.database.own.outbox.Outbox;
import io.pagesync.page.Fingerprint;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes changes of a table's rows down in the transaction that makes them, each as an event in Debezium's envelope. Only for who has
 * locked the rows, or put them in.
 */
public final class ChangeLog {
    private static final int AT_ONCE = 500;

    /** What such an error is known by: a record is to blame. */
    private static final String TOO_LONG = "22001";

    private final Connection connection;
    private final Dialect dialect;
    private final TableImages images;
    private final ChangeSource source;
    private final Outbox outbox;
    private final long millis;
    private final List<Outbox.Change> waiting = new ArrayList<>();
    private int count;

    ChangeLog(Connection connection, Dialect dialect, TableImages images, ChangeSource source) throws SQLException {
        this.connection = connection;
        this.dialect = dialect;
        this.images = images;
        this.source = source;
        this.outbox = new Outbox(connection, outbox(source.sync(), source.table()));
        try (Statement statement = connection.createStatement();
                ResultSet now =
                        statement.executeQuery("select " + dialect.facts().clock())) {
            this.millis = now.next() ? now.getLong(1) : 0;
        }
    }

    /** The name of the part of the table of changes that those of a sync in a table are in. */
    public static String outbox(String sync, String table) {
        return String.format(Locale.ROOT, "%016x", Fingerprint.of(sync + "\n" + table));
    }

    /**
     * A row has changed, unless it is the same.
     *
     * @param before the row before; null if there was none
     * @param after the row now; null if there is none
     */
    void add(@Nullable RowImage before, @Nullable RowImage after) throws SQLException {
        if (before == null ? after == null : before.equals(after)) {
            return;
        }
        RowImage any = after == null ? before : after;
        String type = before == null ? "created" : after == null ? "deleted" : "changed";
        String id = UUID.randomUUID().toString();
        String key = any == null ? "" : images.key(any);
        Outbox.Change change =
                new Outbox.Change(id, source.table(), key.isEmpty() ? id : key, type, event(before, after));
        int size = change.payload().getBytes(StandardCharsets.UTF_8).length;
        if (!dialect.writing().takes(connection, size)) {
            throw new SQLDataException(
                    String.format(
                            Locale.ROOT, "the event of its change has %,d bytes, which the server does not take", size),
                    TOO_LONG);
        }
        waiting.add(change);
        count++;
        if (waiting.size() >= AT_ONCE) {
            flush();
        }
    }

    /** Writes down what is still to be written. */
    void flush() throws SQLException {
        if (!waiting.isEmpty()) {
            outbox.add(waiting);
            waiting.clear();
        }
    }

    /** How many changes there were. */
    int count() {
        return count;
    }

    private String event(@Nullable RowImage before, @Nullable RowImage after) {
        String op = before == null ? "c" : after == null ? "d" : "u";
        String scope = source.scope().entrySet().stream()
                .map(each -> ColumnJson.quoted(each.getKey()) + ':' + ColumnJson.quoted(each.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
        String where = "\"name\":\"pagesync\",\"sync\":" + ColumnJson.quoted(source.sync())
                + ",\"run\":" + ColumnJson.quoted(source.run())
                + (source.page() == 0 ? "" : ",\"page\":" + source.page())
                + ",\"table\":" + ColumnJson.quoted(source.table())
                + (source.scope().isEmpty() ? "" : ",\"scope\":" + scope);
        return "{\"before\":" + images.json(before) + ",\"after\":" + images.json(after) + ",\"source\":{" + where
                + "},\"op\":\"" + op + "\",\"ts_ms\":" + millis + "}";
    }
}
