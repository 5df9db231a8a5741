package io.pagesync.page;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One answer: the bytes that arrived, and where its records lie in them. Immutable, so that destinations may share it.
 *
 * <p>It is iterable over its records (so that Camel's Split works) but deliberately neither a List, a Map nor
 * Serializable: a JMS or Kafka endpoint would otherwise send something else than its bytes.
 */
public final class Page implements Iterable<JsonRecord> {
    private final int number;
    private final byte[] body;
    private final int[] bounds;
    private final Envelope envelope;
    private final PageKeys keys;
    private final long fingerprint;
    private final boolean multiline;
    /** Of a page that is only told of; null if it can be seen. */
    private final @Nullable Boolean monotonous;

    /**
     * A page.
     *
     * @param bounds where each record begins and ends in the body
     * @param multiline whether any record has a line break between its tokens
     */
    public Page(int number, byte[] body, int[] bounds, boolean multiline, Envelope envelope, PageKeys keys) {
        this(number, body, bounds, multiline, envelope, keys, fingerprint(body, bounds), null);
    }

    private Page(
            int number,
            byte[] body,
            int[] bounds,
            boolean multiline,
            Envelope envelope,
            PageKeys keys,
            long fingerprint,
            @Nullable Boolean monotonous) {
        this.number = number;
        this.body = body;
        this.bounds = bounds;
        this.multiline = multiline;
        this.envelope = envelope;
        this.keys = keys;
        this.fingerprint = fingerprint;
        this.monotonous = monotonous;
    }

    /**
     * What another process tells of a page that it has read and delivered: all that evidence asks of it, and none of its bytes.
     *
     * @param size how many records it has
     * @param monotonous see {@link #isMonotonous}
     */
    public static Page told(
            int number, int size, Envelope envelope, PageKeys keys, long fingerprint, boolean monotonous) {
        return new Page(number, new byte[0], new int[2 * size], false, envelope, keys, fingerprint, monotonous);
    }

    /** Whether it is only told of: its records are where they belong, and not here. */
    public boolean isTold() {
        return monotonous != null;
    }

    private static long fingerprint(byte[] body, int[] bounds) {
        return bounds.length == 0
                ? 0
                : new Fingerprint()
                        .add(body, bounds[0], bounds[bounds.length - 1])
                        .take();
    }

    /** The same page that says something else about its collection. */
    public Page saying(Envelope other) {
        return new Page(number, body, bounds, multiline, other, keys, fingerprint, monotonous);
    }

    /**
     * The same page without some of its records. In its bytes the others stand as they did; of records that are no elements of an
     * array, the others are one. Its fingerprint stays that of all.
     *
     * @param out the places of those that are left out, counted from 0
     */
    public Page without(BitSet out) {
        ByteArrayOutputStream rest = new ByteArrayOutputStream(body.length);
        boolean array = isInArray();
        rest.writeBytes(array ? Arrays.copyOf(body, bounds[0]) : new byte[] {'['});
        int[] left = new int[bounds.length - 2 * out.cardinality()];
        long[] its = new long[left.length / 2];
        boolean keyed = keys.size() == getSize();
        int count = 0;
        for (int i = out.nextClearBit(0); i < getSize(); i = out.nextClearBit(i + 1)) {
            if (count > 0) {
                rest.write(',');
            }
            its[count] = keyed ? keys.get(i) : 0;
            left[2 * count] = rest.size();
            rest.write(body, bounds[2 * i], bounds[2 * i + 1] - bounds[2 * i]);
            left[2 * count + 1] = rest.size();
            count++;
        }
        rest.writeBytes(array ? Arrays.copyOfRange(body, bounds[bounds.length - 1], body.length) : new byte[] {']'});
        PageKeys leftKeys = keyed ? new PageKeys(its, 0) : new PageKeys(new long[0], keys.missing() == 0 ? 0 : count);
        return new Page(number, rest.toByteArray(), left, multiline, envelope, leftKeys, fingerprint, null);
    }

    private boolean isInArray() {
        int before = bounds[0] - 1;
        while (before >= 0 && body[before] <= ' ') {
            before--;
        }
        return before >= 0 && body[before] == '[';
    }

    /** A page without records, of which the server has sent nothing: as if it were an empty list. */
    public static Page empty(int number) {
        byte[] list = {'[', ']'};
        return new Page(number, list, new int[0], false, new Envelope(null, null, null), PageKeys.NONE);
    }

    /** Which page of the run this is; the first is 1, whatever the API calls it. */
    public int getNumber() {
        return number;
    }

    /** How many records it holds. */
    public int getSize() {
        return bounds.length / 2;
    }

    /** How many bytes the answer has. */
    public int length() {
        return body.length;
    }

    /** What the answer says about the collection. */
    public Envelope envelope() {
        return envelope;
    }

    /** The total number of records it declares; empty if it declares none that is a whole number. */
    public OptionalLong total() {
        return envelope.total() == null ? OptionalLong.empty() : WholeNumber.parse(envelope.total());
    }

    /** The fingerprints of its records' keys; empty where no key is named. */
    public PageKeys keys() {
        return keys;
    }

    /** A fingerprint of the bytes from its first to its last record; 0 without records. */
    public long fingerprint() {
        return fingerprint;
    }

    /** Whether at least half of its records are the same as the one before, byte for byte: then pages may be alike by chance. */
    public boolean isMonotonous() {
        if (monotonous != null) {
            return monotonous;
        }
        int alike = 0;
        for (int i = 2; i < bounds.length; i += 2) {
            alike += Arrays.equals(body, bounds[i - 2], bounds[i - 1], body, bounds[i], bounds[i + 1]) ? 1 : 0;
        }
        return getSize() < 2 || 2 * alike >= getSize();
    }

    /** The record at {@code index}, counted from 0. */
    public JsonRecord record(int index) {
        return new JsonRecord(body, bounds[2 * index], bounds[2 * index + 1]);
    }

    /** The records as maps, each parsed when it is asked for: {@code ${body.records[0][id]}} in Camel's Simple. */
    public List<Map<String, @Nullable Object>> getRecords() {
        return new AbstractList<>() {
            @Override
            public Map<String, @Nullable Object> get(int index) {
                return record(index).getFields();
            }

            @Override
            public int size() {
                return getSize();
            }
        };
    }

    @Override
    public Iterator<JsonRecord> iterator() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < getSize();
            }

            @Override
            public JsonRecord next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return record(next++);
            }
        };
    }

    /** The records as JSON Lines, each byte for byte as it arrived; one with line breaks without its white space. */
    public byte[] jsonLines() {
        if (multiline) {
            return compactLines();
        }
        int length = 0;
        for (int i = 0; i < bounds.length; i += 2) {
            length += bounds[i + 1] - bounds[i] + 1;
        }
        byte[] lines = new byte[length];
        int at = 0;
        for (int i = 0; i < bounds.length; i += 2) {
            int size = bounds[i + 1] - bounds[i];
            System.arraycopy(body, bounds[i], lines, at, size);
            at += size;
            lines[at++] = '\n';
        }
        return lines;
    }

    private byte[] compactLines() {
        ByteArrayOutputStream lines = new ByteArrayOutputStream(body.length);
        for (int i = 0; i < bounds.length; i += 2) {
            if (SingleLine.breaks(body, bounds[i], bounds[i + 1])) {
                SingleLine.append(body, bounds[i], bounds[i + 1], lines);
            } else {
                lines.write(body, bounds[i], bounds[i + 1] - bounds[i]);
            }
            lines.write('\n');
        }
        return lines.toByteArray();
    }

    /** A copy of the answer's bytes, in UTF-8. */
    public byte[] toBytes() {
        return body.clone();
    }

    /** The answer's text; also how Jackson writes a page. */
    @Override
    @JsonValue
    @JsonRawValue
    public String toString() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
