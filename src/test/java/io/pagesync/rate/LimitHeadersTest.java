package io.pagesync.rate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How APIs tell of their limits; the server's clock shows noon of 22 November 2026. */
class LimitHeadersTest {
    private static final long NOON = 1_795_348_800L;

    /** Headers as {@code Name: value}, several parted by a bar. */
    private static LimitHeaders read(String headers) {
        Map<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        byName.put("Date", "Sun, 22 Nov 2026 12:00:00 GMT");
        for (String each : headers.split(" \\| ", -1)) {
            int colon = each.indexOf(':');
            if (colon > 0) {
                byName.put(each.substring(0, colon), each.substring(colon + 1).strip());
            }
        }
        return LimitHeaders.of(byName::get);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Retry-After: 30",
                "retry-after: Sun, 22 Nov 2026 12:00:30 GMT",
                "X-RateLimit-Remaining: 0 | X-RateLimit-Reset: 30",
                "X-RateLimit-Reset: 30",
                "x-ratelimit-remaining: 0 | x-ratelimit-reset: " + (NOON + 30),
                "X-Rate-Limit-Remaining: 0 | X-Rate-Limit-Reset: " + (NOON + 30),
                "X-RateLimit-Reset: " + (NOON + 30) + ".000",
                "X-RateLimit-Reset: " + (NOON + 30) + "000",
                "X-RateLimit-Reset: Sun, 22 Nov 2026 12:00:30 GMT",
                "X-RateLimit-Reset: 2026-11-22T12:00:30Z",
                "X-RateLimit-Reset: 2026-11-22T13:00:30.000+01:00",
                "X-RateLimit-Reset-After: 30.0 | X-RateLimit-Reset: 1",
                "x-ratelimit-remaining-requests: 0 | x-ratelimit-reset-requests: 30s",
                "RateLimit-Limit: 8 | RateLimit-Remaining: 0 | RateLimit-Reset: 30",
                "RateLimit: limit=100, remaining=0, reset=30",
                "RateLimit: limit=100; remaining=0; reset=30",
                "RateLimit: \"default\";r=0;t=30",
                "RateLimit: \"burst\";r=0;t=5, \"day\";r=0;t=30, \"hour\";r=7;t=600",
                "Retry-After: 30 | X-RateLimit-Remaining: 0 | X-RateLimit-Reset: 3600",
                "Retry-After: 0 | X-RateLimit-Remaining: 0 | X-RateLimit-Reset: 30"
            })
    void pause_inWhateverForm_isThirtySeconds(String headers) {
        assertThat(read(headers).pause()).hasValue(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Retry-After: soon",
                "Retry-After: 0",
                "X-RateLimit-Remaining: 0",
                // Another limit than this one: something is left of it.
                "X-RateLimit-Remaining: 57 | X-RateLimit-Reset: 3000",
                "RateLimit: \"default\";r=50;t=30",
                "RateLimit: limit=100, remaining=50, reset=30",
                // In the past, by the server's own clock.
                "X-RateLimit-Remaining: 0 | X-RateLimit-Reset: " + (NOON - 5),
                "X-RateLimit-Remaining: 0 | X-RateLimit-Reset: later",
                "X-RateLimit-Remaining: 0 | X-RateLimit-Reset: -1"
            })
    void pause_ofWhichNothingIsSaid_isEmpty(String headers) {
        assertThat(read(headers).pause()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "X-RateLimit-Remaining: 0 # true",
                "RateLimit-Remaining: 0 # true",
                "RateLimit: \"default\";r=0;t=30 # true",
                "RateLimit: \"a\";r=3;t=30, \"b\";r=0 # true",
                "RateLimit: limit=100, remaining=0, reset=30 # true",
                "X-RateLimit-Remaining: 10 # false",
                "X-RateLimit-Remaining: -1 # false",
                "RateLimit: \"default\";r=10;t=0 # false",
                "RateLimit: \"r=0 of nothing\" # false",
                "Retry-After: 3 # false"
            })
    void usedUp_isWhereNothingRemains(String headers, boolean usedUp) {
        assertThat(read(headers).usedUp()).isEqualTo(usedUp);
    }

    @Test
    void pause_aResetFarAhead_isTheLongest() {
        assertThat(read("X-RateLimit-Reset: 999999999999999999").pause()).hasValue(RetryAfter.LONGEST);
    }

    @Test
    void pause_withoutADate_isByOurClock() {
        String inAMinute = Long.toString(System.currentTimeMillis() / 1000 + 60);
        LimitHeaders headers = LimitHeaders.of(name -> name.equals("X-RateLimit-Reset") ? inAMinute : null);

        assertThat(headers.pause().orElseThrow()).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(61));
    }
}
