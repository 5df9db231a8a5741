package io.pagesync.database.postgres;

import io.pagesync.database.row.Row;
import io.pagesync.database.row.RowBatch;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Rows in the text format of PostgreSQL's COPY: values between tabs, a row a line, {@code \N} for null, and a backslash
 * before what would mean something else.
 */
final class CopyText {
    private static final byte[] NULL = {'\\', 'N'};

    private final byte[] constant;
    private byte[] bytes;
    private int length;

    CopyText(RowBatch batch) {
        constant = batch.constant().getBytes(StandardCharsets.US_ASCII);
        int columns = batch.schema().columns().size();
        int[] slots = new int[columns];
        for (int i = 0; i < columns; i++) {
            slots[i] = batch.slot(i);
        }
        // The array of the page's text is no smaller than its answer, which had the names of all fields, too.
        bytes = new byte[batch.size() == 0 ? 0 : batch.row(0).array().length];
        for (int i = 0; i < batch.size(); i++) {
            Row row = batch.row(i);
            for (int slot : slots) {
                add(row, slot);
                bytes[length++] = '\t';
            }
            bytes[length - 1] = '\n';
        }
    }

    /** The array in which it begins at 0. */
    byte[] array() {
        return bytes;
    }

    /** How many bytes it has. */
    int length() {
        return length;
    }

    /** Leaves room for a tab. */
    private void add(Row row, int slot) {
        if (!row.has(slot)) {
            byte[] instead = slot == RowBatch.CONSTANT ? constant : NULL;
            reserve(instead.length);
            System.arraycopy(instead, 0, bytes, length, instead.length);
            length += instead.length;
            return;
        }
        byte[] from = row.array();
        int end = row.to(slot);
        int begin = row.from(slot);
        reserve(2 * (end - begin));
        byte[] to = bytes;
        int at = length;
        if (row.plain()) {
            System.arraycopy(from, begin, to, at, end - begin);
            length = at + end - begin;
            return;
        }
        for (int i = begin; i < end; i++) {
            byte b = from[i];
            if ((b >= ' ' && b != '\\') || b < 0) {
                to[at++] = b;
            } else {
                at = escape(b, to, at);
            }
        }
        length = at;
    }

    private static int escape(byte b, byte[] to, int at) {
        switch (b) {
            case '\\' -> {
                to[at] = '\\';
                to[at + 1] = '\\';
            }
            case '\n' -> {
                to[at] = '\\';
                to[at + 1] = 'n';
            }
            case '\r' -> {
                to[at] = '\\';
                to[at + 1] = 'r';
            }
            case '\t' -> {
                to[at] = '\\';
                to[at + 1] = 't';
            }
            default -> {
                to[at] = b;
                return at + 1;
            }
        }
        return at + 2;
    }

    private void reserve(int more) {
        if (length + more >= bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more + 1, 2 * bytes.length));
        }
    }
}
