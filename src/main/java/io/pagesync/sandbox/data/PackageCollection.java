package io.pagesync.sandbox.data;

/**
 * The active packages of one licence, changeable while the sandbox serves them. Ids are consecutive and never used
 * again; a created record has the highest id. A deleted record costs 8 bytes, a live one nothing. Safe for use by many
 * threads: a page is cut from the collection as it was when the request came.
 */
public final class PackageCollection {
    static final long IDS_A_LICENCE = 1_000_000_000L;

    private final Records records;
    private volatile LiveIds ids;

    public PackageCollection(Licence licence, int index, long seed) {
        long first = index * IDS_A_LICENCE + 1;
        ids = LiveIds.span(first, licence.records());
        ModifiedOrder modified = new ModifiedOrder(first, licence.records());
        records = new Records(new RecordWriter(seed, licence.number(), modified), modified);
    }

    /** How many records there are now. */
    public long total() {
        return ids.size();
    }

    /** Whether a record with this id is there now. */
    public boolean contains(long id) {
        return ids.contains(id);
    }

    /**
     * The id of the record at a position of the order by id.
     *
     * @param position from 0 up to, not including, {@link #total()}; otherwise IndexOutOfBoundsException
     */
    public long idAt(long position) {
        LiveIds now = ids;
        if (position < 0 || position >= now.size()) {
            throw new IndexOutOfBoundsException("position " + position + " of " + now.size() + " records");
        }
        return now.at(position);
    }

    /**
     * Creates {@code count} records, from 0 up, at the end of the order by id.
     *
     * @return the first new id; with a count of 0 the id that the next record will get
     */
    public synchronized long create(int count) {
        if (count < 0 || ids.end() - ids.first() + count >= IDS_A_LICENCE) {
            throw new IllegalArgumentException("cannot create " + count + " records");
        }
        long created = ids.end();
        ids = ids.grown(count);
        return created;
    }

    /** Modifies one record; its place in the order by modification stays. */
    public synchronized void touch(long id) {
        records.touch(id, ids.end());
    }

    /** Deletes one record; false if there was none with this id. */
    public synchronized boolean delete(long id) {
        LiveIds before = ids;
        ids = before.without(id);
        return ids != before;
    }

    /**
     * Deletes {@code count} records from a position of the order by id on, fewer if the collection ends before.
     *
     * @param position from 0 up; at or past the end nothing is deleted
     * @param count from 0 up
     * @return how many were deleted
     */
    public synchronized long deleteAt(long position, int count) {
        long start = Math.min(position, ids.size());
        long[] gone = ids.slice(start, Math.min(start + count, ids.size()));
        ids = ids.without(gone);
        return gone.length;
    }

    /** Deletes and creates as many, as one step: nobody ever sees another total. */
    synchronized void swap(long position, int count) {
        long start = Math.min(position, ids.size());
        long[] gone = ids.slice(start, Math.min(start + count, ids.size()));
        ids = ids.without(gone).grown(gone.length);
    }

    /** The ids as they are now. */
    public LiveIds snapshot() {
        return ids;
    }

    /** What a selection means of these live ids; {@code retrievedAt} is the text of that field. */
    public Found find(LiveIds live, Selection selection, byte[] retrievedAt) {
        return records.find(live, selection, retrievedAt);
    }
}
