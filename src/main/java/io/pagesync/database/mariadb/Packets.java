package io.pagesync.database.mariadb;

import io.pagesync.database.row.Row;
import io.pagesync.database.row.RowBatch;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.util.Locale;

/**
 * How many rows of a batch go into one statement: the server takes no message above its max_allowed_packet, and ends the connection
 * of who sends one.
 */
final class Packets {
    /** Larger statements are no faster, and both sides have them in memory. */
    private static final int ENOUGH = 4 << 20;

    /** Of a column in a statement, beside its values: its names. */
    private static final int NAMES = 1024;

    private static final int QUOTES = 4;

    private volatile int packet;

    /** Takes rows from the first to the one before the last. */
    @FunctionalInterface
    interface Part {
        /** Brings them in, and says how many rows it made or changed. */
        int bring(int first, int last) throws SQLException;
    }

    /**
     * Hands over all rows, in parts.
     *
     * @throws SQLDataException if a row is too large for the server
     */
    int bring(Connection connection, RowBatch batch, Part part) throws SQLException {
        int room = room(connection, batch.schema().columns().size());
        int changed = 0;
        int first = 0;
        long size = 0;
        for (int i = 0; i < batch.size(); i++) {
            long its = size(batch, i);
            if (its > room) {
                throw new SQLDataException(
                        String.format(
                                Locale.ROOT,
                                "the record has %,d bytes, max_allowed_packet of the server is %,d",
                                its,
                                packet),
                        "22001");
            }
            if (i > first && size + its > Math.min(room, ENOUGH)) {
                changed += part.bring(first, i);
                first = i;
                size = 0;
            }
            size += its;
        }
        return changed + (first < batch.size() ? part.bring(first, batch.size()) : 0);
    }

    private int room(Connection connection, int columns) throws SQLException {
        return Math.max(NAMES, packet(connection) - NAMES * columns);
    }

    /** The most bytes of a message to the server. */
    int packet(Connection connection) throws SQLException {
        if (packet == 0) {
            try (PreparedStatement statement = connection.prepareStatement("select @@max_allowed_packet");
                    ResultSet result = statement.executeQuery()) {
                packet = result.next() ? result.getInt(1) : ENOUGH;
            }
        }
        return packet;
    }

    private static long size(RowBatch batch, int row) {
        Row its = batch.row(row);
        long size = 0;
        for (int column = 0; column < batch.schema().columns().size(); column++) {
            int slot = batch.slot(column);
            size += QUOTES;
            if (its.has(slot)) {
                size += its.to(slot) - its.from(slot) + escapes(its.array(), its.from(slot), its.to(slot));
            }
        }
        return size;
    }

    /** Each of these takes a backslash in front. */
    private static int escapes(byte[] bytes, int from, int to) {
        int escapes = 0;
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            escapes += b == '\'' || b == '\\' || b == '"' || b == 0 ? 1 : 0;
        }
        return escapes;
    }
}
