package io.pagesync.sandbox.data;

import java.util.Arrays;

/** The records of one collection: finds those that a request is about. */
final class Records {
    private static final int SCANNED_AT_ONCE = 4_096;

    private final RecordWriter writer;
    private final ModifiedOrder modified;

    Records(RecordWriter writer, ModifiedOrder modified) {
        this.writer = writer;
        this.modified = modified;
    }

    /** A record is modified at the time that its collection's next one would be. */
    void touch(long id, long end) {
        writer.touch(id, end);
    }

    /** Those of these live ids that are selected; {@code retrievedAt} is the text of that field. */
    Found find(LiveIds live, Selection selection, byte[] retrievedAt) {
        return new Found(
                writer,
                retrievedAt,
                selection.sort(),
                selection.all()
                        ? new Found.All(live, selection.sort(), modified)
                        : new Found.Some(filtered(live, selection)));
    }

    // Every record is looked at, for the total of the answer; a million of them take some 30 ms.
    private long[] filtered(LiveIds live, Selection selection) {
        JsonBytes scratch = new JsonBytes(40);
        long[] found = new long[64];
        int count = 0;
        for (long from = 0; from < live.size(); from += SCANNED_AT_ONCE) {
            for (long id : selection.sort().slice(live, modified, from, from + SCANNED_AT_ONCE)) {
                if (accepted(id, selection, scratch)) {
                    found = count < found.length ? found : Arrays.copyOf(found, count * 2);
                    found[count++] = id;
                }
            }
        }
        return Arrays.copyOf(found, count);
    }

    private boolean accepted(long id, Selection selection, JsonBytes scratch) {
        RecordFilter modifiedFrom = selection.modified();
        if (modifiedFrom != null && !modifiedFrom.accepts(id, writer, scratch)) {
            return false;
        }
        if (selection.filters().isEmpty()) {
            return true;
        }
        for (RecordFilter filter : selection.filters()) {
            if (filter.accepts(id, writer, scratch) == selection.any()) {
                return selection.any();
            }
        }
        return !selection.any();
    }
}
