package io.pagesync.since;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Records that a whole run has delivered and the next one meets again, because they were changed shortly before its mark. Each
 * is known by 128 bits of the SHA-256 of its partition's name and its bytes: one that has changed is another. Immutable.
 */
public final class Repeats {
    /** None. */
    public static final Repeats NONE = new Repeats(Set.of());

    /** So many at the most. */
    public static final int MOST = 100_000;

    private final Set<RecordId> ids;

    /** What tells a record as it is from all others. */
    record RecordId(long upper, long lower) {}

    private Repeats(Set<RecordId> ids) {
        this.ids = ids;
    }

    static Repeats of(Collection<RecordId> ids) {
        return ids.isEmpty() ? NONE : new Repeats(Set.copyOf(ids));
    }

    /** Those that {@link #toBytes} has made bytes of. */
    public static Repeats of(byte[] bytes) {
        ByteBuffer from = ByteBuffer.wrap(bytes);
        Set<RecordId> ids = new HashSet<>();
        while (from.remaining() >= 2 * Long.BYTES) {
            ids.add(new RecordId(from.getLong(), from.getLong()));
        }
        return of(ids);
    }

    /** All of them, in sixteen bytes each. */
    public byte[] toBytes() {
        ByteBuffer bytes = ByteBuffer.allocate(2 * Long.BYTES * ids.size());
        ids.forEach(id -> bytes.putLong(id.upper()).putLong(id.lower()));
        return bytes.array();
    }

    /** How many there are. */
    public int size() {
        return ids.size();
    }

    boolean has(RecordId id) {
        return ids.contains(id);
    }

    /** The id of a record, whose bytes lie in an array. */
    static RecordId id(String partition, byte[] array, int from, int to) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
        digest.update(partition.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        digest.update(array, from, to - from);
        ByteBuffer hash = ByteBuffer.wrap(digest.digest());
        return new RecordId(hash.getLong(), hash.getLong());
    }
}
