package io.pagesync.database.own.outbox;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * The table {@code pagesync_changes}: changes of rows that wait to be sent, written in the transaction that has made them and
 * deleted when they are sent. Its columns have the names that Debezium's event router looks for; beside them stand {@code place},
 * which tells the order, and {@code outbox}, which tells whose they are.
 *
 * <p>A change of a row gets its place when its transaction has locked the row, or has put it in, which keeps all others from that
 * until it is committed. So the places of one key come in the order in which its changes were committed; those of different keys
 * may not.
 */
public final class Outbox {
    /** Its name. */
    public static final String NAME = "pagesync_changes";

    private static final int LONGEST_TABLE = 160;

    private final Connection connection;
    private final String outbox;

    /**
     * A change on its way in.
     *
     * @param id tells it from all others, a UUID
     * @param table the table whose row has changed
     * @param key the row's key; the id, if it has none
     * @param type {@code created}, {@code changed} or {@code deleted}
     * @param payload the change as it is sent
     */
    public record Change(String id, String table, String key, String type, String payload) {}

    /**
     * A change that waits.
     *
     * @param place tells it from all others of the database, and its order among those of its key
     * @param change the change
     */
    public record Waiting(long place, Change change) {}

    /**
     * Some of the changes of a database.
     *
     * @param outbox which, sixteen digits at the most
     */
    public Outbox(Connection connection, String outbox) {
        this.connection = connection;
        this.outbox = outbox;
    }

    /** Makes the table, unless it is among those that are there. */
    public static void create(DSLContext db, Set<String> there) {
        if (there.contains(NAME)) {
            return;
        }
        Table<Record> table = DSL.table(DSL.quotedName(NAME));
        Field<?> place = field("place", SQLDataType.BIGINT.identity(true));
        Field<?> outbox = field("outbox", SQLDataType.VARCHAR(16));
        db.createTableIfNotExists(table)
                .columns(
                        place,
                        outbox,
                        field("id", SQLDataType.VARCHAR(36)),
                        field("aggregatetype", SQLDataType.VARCHAR(LONGEST_TABLE)),
                        field("aggregateid", SQLDataType.CLOB),
                        field("type", SQLDataType.VARCHAR(10)),
                        field("payload", SQLDataType.CLOB))
                .constraints(DSL.primaryKey(place))
                .execute();
        db.createIndex(DSL.quotedName(NAME + "_order")).on(table, outbox, place).execute();
    }

    private static Field<?> field(String name, DataType<?> type) {
        return DSL.field(DSL.quotedName(name), type.notNull());
    }

    /** Adds changes, in this order. */
    public void add(Collection<Change> changes) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("insert into pagesync_changes"
                + " (outbox, id, aggregatetype, aggregateid, type, payload) values (?, ?, ?, ?, ?, ?)")) {
            for (Change change : changes) {
                statement.setString(1, outbox);
                statement.setString(2, change.id());
                statement.setString(3, change.table());
                statement.setString(4, change.key());
                statement.setString(5, change.type());
                statement.setString(6, change.payload());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /**
     * The first ones that wait, of those that are committed.
     *
     * @param most how many at the most
     * @param bytes how many bytes of payload at the most, but for a single one
     */
    public List<Waiting> first(int most, long bytes) throws SQLException {
        List<Waiting> waiting = new ArrayList<>();
        long size = 0;
        try (PreparedStatement statement =
                connection.prepareStatement("select place, id, aggregatetype, aggregateid, type,"
                        + " payload from pagesync_changes where outbox = ? order by place limit ?")) {
            statement.setFetchSize(50);
            statement.setString(1, outbox);
            statement.setInt(2, most);
            try (ResultSet row = statement.executeQuery()) {
                while (size < bytes && row.next()) {
                    Change change = new Change(
                            row.getString(2), row.getString(3), row.getString(4), row.getString(5), row.getString(6));
                    waiting.add(new Waiting(row.getLong(1), change));
                    size += change.payload().getBytes(StandardCharsets.UTF_8).length;
                }
            }
        }
        return waiting;
    }

    /** Deletes exactly these: one that was committed since may have a lower place than any of them. */
    public void delete(Collection<Long> places) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("delete from pagesync_changes where outbox = ? and place = ?")) {
            for (long place : places) {
                statement.setString(1, outbox);
                statement.setLong(2, place);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** How many wait; of more than these, no more are counted. */
    public int count(int most) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select count(*) from (select place from pagesync_changes where outbox = ? limit ?) counted")) {
            statement.setString(1, outbox);
            statement.setInt(2, most);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getInt(1) : 0;
            }
        }
    }
}
