package io.pagesync.sandbox.data;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** The text of {@code retrievedAt}: another one for every page, even of the same millisecond, or always the same. */
public final class RetrievedAt {
    private static final long CONSTANT = 1_767_225_600_000L; // 2026-01-01T00:00:00Z

    private final boolean varies;
    private final LongSupplier epochMillis;
    private final AtomicLong latest = new AtomicLong();

    public RetrievedAt(boolean varies, LongSupplier epochMillis) {
        this.varies = varies;
        this.epochMillis = epochMillis;
    }

    public byte[] next() {
        long at = varies
                ? latest.accumulateAndGet(epochMillis.getAsLong(), (last, now) -> Math.max(last + 1, now))
                : CONSTANT;
        return JsonBytes.constant(new JsonBytes(24).instant(at).toString());
    }
}
