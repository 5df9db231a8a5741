package io.pagesync.rate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @ParameterizedTest
    @CsvSource({"0,0", "1,1000", "' 120 ',120000", "1.5,1500", "0.0001,1", "007,7000"})
    void parse_seconds_areRoundedUpToMillis(String header, long millis) {
        assertThat(RetryAfter.parse(header, NOW)).hasValue(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"31536000", "31536001", "99999999999999999999", "1000000000000.5"})
    void parse_aYearAndMore_isTheLongest(String header) {
        assertThat(RetryAfter.parse(header, NOW)).hasValue(RetryAfter.LONGEST);
    }

    @Test
    void parse_numberOfManyDigits_isTheLongest() {
        assertThat(RetryAfter.parse("9".repeat(5_000), NOW)).hasValue(RetryAfter.LONGEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sun, 22 Nov 2026 12:01:00 GMT",
                "Sunday, 22-Nov-26 12:01:00 GMT",
                "Sun Nov 22 12:01:00 2026",
                " Sun, 22 Nov 2026 12:01:00 GMT "
            })
    void parse_dateInEachForm_isTheTimeUntilThen(String header) {
        assertThat(RetryAfter.parse(header, NOW)).hasValue(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"})
    void date_examplesOfTheStandard_areThatMoment(String text) {
        assertThat(RetryAfter.date(text)).hasValue(Instant.parse("1994-11-06T08:49:37Z"));
    }

    /** As some APIs have it, whatever the standard says. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "60s",
                "1m",
                "1m0s",
                "60 seconds",
                "1 minute",
                "0h1m",
                "59s1000ms",
                "59.5s 500ms",
                "2026-11-22T12:01:00Z"
            })
    void parse_lengthWithUnits_orAMomentOfIso8601_isTheTimeUntilThen(String header) {
        assertThat(RetryAfter.parse(header, NOW)).hasValue(Duration.ofMinutes(1));
    }

    @Test
    void parse_aYearOfHours_isTheLongest() {
        assertThat(RetryAfter.parse("999999999h", NOW)).hasValue(RetryAfter.LONGEST);
    }

    @Test
    void parse_dateThatHasPassed_isZero() {
        assertThat(RetryAfter.parse("Sun, 06 Nov 1994 08:49:37 GMT", NOW)).hasValue(Duration.ZERO);
    }

    @Test
    void parse_dateFarAhead_isTheLongest() {
        assertThat(RetryAfter.parse("Fri, 31 Dec 9999 23:59:59 GMT", NOW)).hasValue(RetryAfter.LONGEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "soon",
                "-1",
                "+5",
                "1e3",
                "30x",
                "s",
                "1m 5",
                "5, 10",
                "0x10",
                "NaN",
                "٣",
                "2026-11-22T12:01:00",
                "Mon, 22 Nov 2026 12:01:00 GMT",
                "Sun, 32 Nov 2026 12:01:00 GMT",
                "Sun, 22 Nov"
            })
    void parse_garbage_isEmpty(String header) {
        assertThat(RetryAfter.parse(header, NOW)).isEmpty();
    }
}
