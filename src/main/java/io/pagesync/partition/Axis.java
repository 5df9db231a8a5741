package io.pagesync.partition;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** What windows are cut from: whole numbers, days or seconds, each a whole number of ticks. */
enum Axis {
    NUMBER {
        @Override
        long tick(String text) {
            return Long.parseLong(text);
        }

        @Override
        String text(long tick) {
            return Long.toString(tick);
        }
    },
    DATE {
        @Override
        long tick(String text) {
            return LocalDate.parse(text).toEpochDay();
        }

        @Override
        String text(long tick) {
            return LocalDate.ofEpochDay(tick).toString();
        }
    },
    TIME {
        @Override
        long tick(String text) {
            return OffsetDateTime.parse(text).toEpochSecond();
        }

        @Override
        String text(long tick) {
            return Instant.ofEpochSecond(tick).toString();
        }
    };

    /**
     * The tick that a text names.
     *
     * @throws DateTimeException if it names none
     * @throws NumberFormatException if it names none
     */
    abstract long tick(String text);

    /** As the API is asked for it: 17, 2024-01-01 or 2024-01-01T00:00:00Z. */
    abstract String text(long tick);

    /**
     * The end of windows that go up to the present: the tick behind the present one, so that what is of this day or second is
     * inside. Days are those of UTC.
     */
    long behind(Instant now) {
        return this == DATE ? LocalDate.ofInstant(now, ZoneOffset.UTC).toEpochDay() + 1 : now.getEpochSecond() + 1;
    }
}
