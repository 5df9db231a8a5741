package io.pagesync.since;

import io.pagesync.settings.Form;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far before its mark a run asks again, for clocks that differ and changes that become visible late.
 *
 * @param time of times; null if a count was given
 * @param count of numbers; null if a time was given
 */
public record Overlap(@Nullable Duration time, @Nullable BigInteger count) {
    /** Where nothing is said. */
    public static final Overlap DEFAULT = new Overlap(Duration.ofMinutes(1), BigInteger.ZERO);

    /** How it is written: a time with its unit, or a count. */
    public static final Form<Overlap> FORM = Form.of(
            "time or count",
            "a length of time with its unit, such as 1m or 2h, or of numbers a count of 0 or more",
            Overlap::read);

    private static final BigInteger NANOS = BigInteger.valueOf(1_000_000_000);
    private static final long FIRST_SECOND = 946_684_800; // 2000-01-01
    private static final Duration AHEAD = Duration.ofDays(3660);

    private static Optional<Overlap> read(String text) {
        return text.matches("\\d{1,18}")
                ? Optional.of(new Overlap(null, new BigInteger(text)))
                : Form.TIME.find(text).map(time -> new Overlap(time, null));
    }

    /** What a value says; null if it is neither a date nor a whole number, or not of the kind that this is for. */
    @Nullable
    Mark mark(String text, Instant now) {
        if (!text.matches("-?\\d{1,40}")) {
            return time == null ? null : MarkForm.date(text);
        }
        BigInteger number = new BigInteger(text);
        MarkForm.Kind kind = kind(number, now);
        return kind == null ? null : new Mark(text, MarkForm.of(kind), kind.position(number));
    }

    private MarkForm.@Nullable Kind kind(BigInteger number, Instant now) {
        if (time == null) {
            return MarkForm.Kind.NUMBER;
        }
        long latest = now.plus(AHEAD).getEpochSecond();
        for (MarkForm.Kind each :
                new MarkForm.Kind[] {MarkForm.Kind.SECONDS, MarkForm.Kind.MILLIS, MarkForm.Kind.MICROS}) {
            BigInteger seconds = each.position(number).divide(NANOS);
            if (seconds.compareTo(BigInteger.valueOf(FIRST_SECOND)) >= 0
                    && seconds.compareTo(BigInteger.valueOf(latest)) <= 0) {
                return each;
            }
        }
        return count == null ? null : MarkForm.Kind.NUMBER;
    }

    /** The position from where on a run asks, that has all changes up to a mark. */
    BigInteger before(Mark mark) {
        Duration its = time == null ? Duration.ZERO : time;
        return mark.position()
                .subtract(mark.isTime() ? BigInteger.valueOf(its.toNanos()) : count == null ? BigInteger.ZERO : count);
    }
}
