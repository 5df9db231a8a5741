package io.pagesync.page;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * A 64-bit fingerprint of bytes: CRC-32C in the upper half, CRC-32 in the lower. The two polynomials are coprime, so
 * together they are a CRC of degree 64: any two inputs of one length that differ only within 64 neighbouring bits
 * differ in their fingerprint, others collide by a chance of 2^-64. Both run as one machine instruction a word. It
 * guards against accidents, not against somebody who wants a collision. A collision of keys makes a verdict worse, never
 * better; one of a page with the page that it was leaves its rows as they are, as if the API had not told of a change.
 */
public final class Fingerprint {
    private final CRC32C upper = new CRC32C();
    private final CRC32 lower = new CRC32();

    public Fingerprint add(byte[] bytes, int from, int to) {
        upper.update(bytes, from, to - from);
        lower.update(bytes, from, to - from);
        return this;
    }

    public Fingerprint add(int oneByte) {
        upper.update(oneByte);
        lower.update(oneByte);
        return this;
    }

    /** The fingerprint of all that was added since the last call. */
    public long take() {
        long value = upper.getValue() << 32 | lower.getValue();
        upper.reset();
        lower.reset();
        return value;
    }

    /** The fingerprint of a text. */
    public static long of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Fingerprint().add(bytes, 0, bytes.length).take();
    }
}
