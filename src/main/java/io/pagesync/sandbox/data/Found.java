package io.pagesync.sandbox.data;

import io.pagesync.sandbox.call.RefusedException;
import java.util.Arrays;

/** The records that a request is about, all of them, in its order, as they were at one moment. */
public final class Found {
    private final RecordWriter writer;
    private final byte[] retrievedAt;
    private final SortOrder sort;
    private final Ids ids;

    Found(RecordWriter writer, byte[] retrievedAt, SortOrder sort, Ids ids) {
        this.writer = writer;
        this.retrievedAt = retrievedAt;
        this.sort = sort;
        this.ids = ids;
    }

    /** The ids of the records, in their order. */
    sealed interface Ids {
        long size();

        /** Those at some positions, of which some may be past the end. */
        long[] slice(long from, long to);

        /** How many of them are smaller. */
        long smaller(long id);
    }

    /** All that are live. */
    record All(LiveIds live, SortOrder sort, ModifiedOrder modified) implements Ids {
        @Override
        public long size() {
            return live.size();
        }

        @Override
        public long[] slice(long from, long to) {
            return sort.slice(live, modified, from, to);
        }

        @Override
        public long smaller(long id) {
            return live.before(id);
        }
    }

    /** Those that were looked for. */
    @SuppressWarnings("ArrayRecordComponent")
    record Some(long[] found) implements Ids {
        @Override
        public long size() {
            return found.length;
        }

        @Override
        public long[] slice(long from, long to) {
            return Arrays.copyOfRange(found, (int) Math.min(from, found.length), (int) Math.min(to, found.length));
        }

        @Override
        public long smaller(long id) {
            return Arrays.stream(found).filter(each -> each < id).count();
        }
    }

    /** How many there are. */
    public long size() {
        return ids.size();
    }

    /** The ids at the positions from {@code from} up to, not including, {@code to}; those past the end have none. */
    public long[] slice(long from, long to) {
        return ids.slice(from, to);
    }

    /**
     * How many stand in front of the record behind the one with this id, which need not be there any more.
     *
     * @throws RefusedException if they are not in the order of their ids
     */
    public long behind(long id) {
        if (sort.field() == SortOrder.Field.LAST_MODIFIED) {
            throw RefusedException.badRequest("sort must be id or label, by which a cursor goes on");
        }
        return sort.descending() ? size() - ids.smaller(id) : ids.smaller(id + 1);
    }

    /** Writes the record with this id. */
    public void write(long id, JsonBytes out) {
        writer.write(id, retrievedAt, out);
    }
}
