package io.pagesync.rate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AllowanceHeadersTest {
    private static Optional<Allowance> read(String headers) {
        Map<String, String> all = Arrays.stream(headers.split("\\|"))
                .map(each -> each.split(":", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(
                        pair -> pair[0].strip(),
                        pair -> pair[1].strip(),
                        (one, other) -> one,
                        () -> new TreeMap<>(String.CASE_INSENSITIVE_ORDER)));
        return AllowanceHeaders.of(all::get);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-RateLimit-Limit: 100 | X-RateLimit-Remaining: 50 | X-RateLimit-Reset: 30",
                "ratelimit-limit: 100 | ratelimit-remaining: 50 | ratelimit-reset: 30",
                "X-Rate-Limit-Limit: 100 | X-Rate-Limit-Remaining: 50 | X-Rate-Limit-Reset: 30",
                "X-RateLimit-Limit: 100 | X-RateLimit-Remaining: 50.0 | X-RateLimit-Reset-After: 30.0",
                "RateLimit: limit=100, remaining=50, reset=30",
                "RateLimit: \"default\";r=50;t=30 | RateLimit-Policy: \"default\";q=100;w=60",
                "Date: Sun, 22 Nov 2026 12:00:00 GMT | X-RateLimit-Limit: 100 | X-RateLimit-Remaining: 50"
                        + " | X-RateLimit-Reset: Sun, 22 Nov 2026 12:00:30 GMT"
            })
    void remaining_inWhateverForm_isRead(String headers) {
        assertThat(read(headers)).hasValue(new Allowance(50, Optional.of(Duration.ofSeconds(30)), Optional.of(100L)));
    }

    @Test
    void severalLimits_theTightestCounts() {
        Allowance said = read("RateLimit: \"burst\";r=5;t=1, \"day\";r=90;t=3600, \"hour\";r=80;t=600")
                .orElseThrow();

        assertThat(said.remaining()).isEqualTo(90);
        assertThat(read("RateLimit: \"burst\";r=0;t=1, \"day\";r=1;t=3600")
                        .orElseThrow()
                        .remaining())
                .isZero();
        assertThat(read("RateLimit: \"burst\";r=0;t=1, \"day\";r=0;t=3600")
                        .orElseThrow()
                        .reset())
                .hasValue(Duration.ofHours(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"many", "-1", "1e3", "99999999999999999999"})
    void remaining_thatIsNoNumber_isMinusOne(String text) {
        assertThat(read("X-RateLimit-Remaining: " + text).orElseThrow().remaining())
                .isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Retry-After: 3", "X-RateLimit-Limit: 100", "RateLimit: nothing of it"})
    void nothingOfWhatRemains_isEmpty(String headers) {
        assertThat(read(headers)).isEmpty();
    }

    @Test
    void knows_theNamesThatMaySaySomething() {
        assertThat(AllowanceHeaders.knows("X-RateLimit-Remaining")).isTrue();
        assertThat(AllowanceHeaders.knows("ratelimit")).isTrue();
        assertThat(AllowanceHeaders.knows("x-rate-limit-remaining")).isTrue();
        assertThat(AllowanceHeaders.knows("Content-Type")).isFalse();
        assertThat(AllowanceHeaders.knows("x-request-id")).isFalse();
        assertThat(AllowanceHeaders.knows("")).isFalse();
    }
}
