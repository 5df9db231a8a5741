package io.pagesync.since;

import com.fasterxml.jackson.core.JsonPointer;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a sync asks only for what has changed.
 *
 * @param field where a record says when it was changed
 * @param overlap how far before its mark a run asks again
 * @param start where a run begins that has no mark, as the API writes it; empty for everything
 * @param kept how long the API tells of changes; null for ever
 */
public record Since(
        JsonPointer field,
        Overlap overlap,
        String start,
        @Nullable Duration kept) {
    private static final long LAST_ZONE_HOURS = 12;

    /** What a value of the field says; empty if it is neither a date nor a whole number. */
    public Optional<Mark> mark(String text, Instant now) {
        return Optional.ofNullable(overlap.mark(text, now));
    }

    /** Since when a run asks that has all changes up to a mark, in the form in which the API has written it. */
    public String askedSince(Mark mark) {
        return mark.at(overlap.before(mark)).text();
    }

    /**
     * The highest mark that a run can end at that began at this time: what was changed while it read may have been read before.
     * Where a date names no zone, it may be that of any, the last of which is twelve hours behind.
     */
    static BigInteger latest(Mark seen, Instant began) {
        Instant latest = seen.form().lacksZone() ? began.minus(Duration.ofHours(LAST_ZONE_HOURS)) : began;
        return BigInteger.valueOf(latest.getEpochSecond())
                .multiply(BigInteger.valueOf(1_000_000_000))
                .add(BigInteger.valueOf(latest.getNano()));
    }
}
