package io.pagesync.sandbox.style;

import io.pagesync.sandbox.data.Found;
import io.pagesync.sandbox.data.JsonBytes;

/** The records of one page, with what there is around them. */
public final class Slice {
    private static final int RECORD_BYTES = 600;

    private final Found found;
    private final long from;
    private final int size;
    private final long[] ids;

    Slice(Found found, long from, int size) {
        this.found = found;
        this.from = from;
        this.size = size;
        this.ids = found.slice(from, from + size);
    }

    /** How many records there are in all. */
    public long total() {
        return found.size();
    }

    /** How many records stand in front of this page. */
    public long from() {
        return from;
    }

    /** How many records a page has, the last one aside. */
    public int size() {
        return size;
    }

    /** How many records this page has. */
    public int count() {
        return ids.length;
    }

    /** The number of this page, from 1. */
    public long number() {
        return from / size + 1;
    }

    /** How many pages there are; 0 where there is no record. */
    public long pages() {
        return (total() + size - 1) / size;
    }

    /** Whether there are records behind this page. */
    public boolean hasMore() {
        return from + ids.length < total();
    }

    /** The id of a record of this page, by its position in it. */
    public long id(int position) {
        return ids[position];
    }

    /** The id of this page's last record; the page has one. */
    public long lastId() {
        return ids[ids.length - 1];
    }

    /** This page, or the last one that has records, where this one is behind it. */
    public Slice orLast() {
        return from < total() || total() == 0 ? this : new Slice(found, (pages() - 1) * size, size);
    }

    /** What an answer is written to, with room for the records. */
    public JsonBytes out() {
        return new JsonBytes(200 + ids.length * RECORD_BYTES);
    }

    /** Writes the records as an array. */
    public JsonBytes array(JsonBytes out) {
        out.ascii('[');
        for (int i = 0; i < ids.length; i++) {
            if (i > 0) {
                out.ascii(',');
            }
            record(i, out);
        }
        return out.ascii(']');
    }

    /** Writes one record, by its position in the page. */
    public JsonBytes record(int position, JsonBytes out) {
        found.write(ids[position], out);
        return out;
    }
}
