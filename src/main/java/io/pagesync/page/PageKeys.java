package io.pagesync.page;

import com.carrotsearch.hppc.BitMixer;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;

/** The fingerprints of the keys of a page's records, in their order. Immutable. */
public final class PageKeys {
    /** No key is named, or the page has no records. */
    public static final PageKeys NONE = new PageKeys(new long[0], 0);

    private final long[] fingerprints;
    private final int missing;

    public PageKeys(long[] fingerprints, int missing) {
        this.fingerprints = fingerprints;
        this.missing = missing;
    }

    /**
     * Those that {@link #toBytes} has made bytes of.
     *
     * @param records how many records the page has
     */
    public static PageKeys of(byte[] bytes, int records) {
        LongBuffer from = ByteBuffer.wrap(bytes).asLongBuffer();
        long[] fingerprints = new long[from.remaining()];
        from.get(fingerprints);
        return new PageKeys(fingerprints, records - fingerprints.length);
    }

    /** The fingerprints, in eight bytes each. */
    public byte[] toBytes() {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * fingerprints.length);
        bytes.asLongBuffer().put(fingerprints);
        return bytes.array();
    }

    /** How many keys there are. */
    public int size() {
        return fingerprints.length;
    }

    /** The fingerprint at {@code index}, counted from 0. */
    public long get(int index) {
        return fingerprints[index];
    }

    /** How many records had no key, or null in it. */
    public int missing() {
        return missing;
    }

    /** Whether both hold the same keys, in whatever order. */
    public boolean sameAs(PageKeys other) {
        return missing == other.missing && Arrays.equals(sorted(), other.sorted());
    }

    /** Whether no two of them are the same. */
    public boolean areAllDifferent() {
        long[] sorted = sorted();
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i] == sorted[i - 1]) {
                return false;
            }
        }
        return true;
    }

    /** Whether these begin with all of the others but the first so many, in their order. */
    public boolean continues(PageKeys others, int without) {
        int length = others.fingerprints.length - without;
        return length > 0
                && length <= fingerprints.length
                && Arrays.equals(fingerprints, 0, length, others.fingerprints, without, without + length);
    }

    /** A fingerprint of all of them, whatever their order. */
    public long fingerprint() {
        long all = 0;
        for (long each : fingerprints) {
            all += BitMixer.mix64(each);
        }
        return all;
    }

    private long[] sorted() {
        long[] copy = fingerprints.clone();
        Arrays.sort(copy);
        return copy;
    }
}
