package io.pagesync.sandbox.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class JsonBytesTest {
    @Test
    void date_anyDayOfThreeCenturies_isTheCalendars() {
        for (long day = 0; day < 110_000; day += 7) {
            assertThat(new JsonBytes(10).date(day).toString())
                    .isEqualTo(LocalDate.ofEpochDay(day).toString());
        }
        assertThat(new JsonBytes(10)
                        .date(LocalDate.of(2028, 2, 29).toEpochDay())
                        .toString())
                .isEqualTo("2028-02-29");
    }

    @Test
    void instant_hasAllMilliseconds() {
        long millis = Instant.parse("2026-11-22T23:59:59.007Z").toEpochMilli();
        assertThat(new JsonBytes(1).instant(millis).toString()).isEqualTo("2026-11-22T23:59:59.007Z");
    }

    @Test
    void number_anyLength_isExact() {
        for (long value : new long[] {0, 9, 10, 99, 1_000_000_001L, Long.MAX_VALUE}) {
            assertThat(new JsonBytes(1).number(value).toString()).isEqualTo(Long.toString(value));
        }
    }

    @Test
    void text_quotesAndControls_areEscaped() {
        assertThat(new JsonBytes(1).text("a\"b\\c\nü🌿").toString()).isEqualTo("\"a\\\"b\\\\c\\u000aü🌿\"");
    }

    @Test
    void clear_keepsNothing() {
        assertThat(new JsonBytes(1).raw("long before").clear().digits(42, 4).toString())
                .isEqualTo("0042");
    }
}
