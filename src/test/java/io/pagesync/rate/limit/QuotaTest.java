package io.pagesync.rate.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class QuotaTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "5000/h # 5000 # PT1H",
                "5000 / hour # 5000 # PT1H",
                "100000/day # 100000 # PT24H",
                "900/15min # 900 # PT15M",
                "900/15m # 900 # PT15M",
                "60/min # 60 # PT1M",
                "20/10s # 20 # PT10S",
                "1/31d # 1 # PT744H"
            })
    void list_ofOne_isRead(String text, long requests, Duration window) {
        assertThat(Quota.list(text)).hasValue(List.of(new Quota(requests, window)));
    }

    @Test
    void list_ofSeveral_keepsTheirOrder() {
        assertThat(Quota.list("10/s, 5000/h,100000/day").orElseThrow())
                .extracting(Quota::toString)
                .containsExactly("10/s", "5000/h", "100000/day");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "5000",
                "5000/",
                "/h",
                "0/h",
                "-1/h",
                "5.5/h",
                "5000/w",
                "5000/0h",
                "5000/32d",
                "1/h,",
                "1/h;2/h",
                "1/s,1/s,1/s,1/s,1/s,1/s",
                "99999999999/h",
                "5000 per hour"
            })
    void list_ofWhatIsNone_isEmpty(String text) {
        assertThat(Quota.list(text)).isEmpty();
    }

    @Test
    void share_isRoundedDown_andNeverNothing() {
        assertThat(new Quota(5000, Duration.ofHours(1)).share(90)).hasToString("4500/h");
        assertThat(new Quota(7, Duration.ofHours(1)).share(50)).hasToString("3/h");
        assertThat(new Quota(1, Duration.ofDays(1)).share(1)).hasToString("1/day");
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "5000, 0", "5001, 1", "10000, 1", "10001, 2"})
    void timeFor_isTheWindowsThatAreFullBefore(long requests, long hours) {
        assertThat(new Quota(5000, Duration.ofHours(1)).timeFor(requests)).isEqualTo(Duration.ofHours(hours));
    }
}
