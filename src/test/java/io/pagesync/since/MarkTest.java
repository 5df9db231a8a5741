package io.pagesync.since;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MarkTest {
    private static final Instant NOW = Instant.parse("2026-11-27T01:00:00Z");

    private static Since since(String overlap) {
        return new Since(
                JsonPointer.compile("/updated"),
                overlap.isEmpty() ? Overlap.DEFAULT : Overlap.FORM.read("sinceOverlap", overlap),
                "",
                null);
    }

    private static Mark mark(String text) {
        return since("").mark(text, NOW).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-26T21:04:00Z, 2026-11-26T21:03:00Z",
        "2026-11-26T21:04:00.500Z, 2026-11-26T21:03:00.500Z",
        "2026-11-26T21:04:00.123456+01:00, 2026-11-26T21:03:00.123456+01:00",
        "2026-11-26T00:00:30+0530, 2026-11-25T23:59:30+0530",
        "2026-11-26 21:04:00, 2026-11-26 21:03:00",
        "2026-11-26T21:04, 2026-11-26T21:03",
        "2026-03-01, 2026-02-28",
        "1764191040, 1764190980",
        "1764191040123, 1764190980123",
        "1764191040123456, 1764190980123456"
    })
    void askedSince_ofATime_isAMinuteEarlierInTheSameForm(String mark, String asked) {
        assertThat(since("").askedSince(mark(mark))).isEqualTo(asked);
    }

    @ParameterizedTest
    @CsvSource({"9007199254740993, 9007199254740893", "98765432109876543210987, 98765432109876543210887", "50, -50"})
    void askedSince_ofANumber_staysExact(String mark, String asked) {
        Since numbers = since("100");
        assertThat(numbers.askedSince(numbers.mark(mark, NOW).orElseThrow())).isEqualTo(asked);
    }

    @Test
    void number_thatIsNoTime_isItselfWithoutAnOverlap() {
        assertThat(since("").askedSince(mark("4711"))).isEqualTo("4711");
    }

    @Test
    void marks_compareAsMoments_whateverTheirZone() {
        assertThat(mark("2026-11-26T23:00:00+02:00")).isLessThan(mark("2026-11-26T21:30:00Z"));
        assertThat(mark("2026-11-26T21:30:00.5Z")).isGreaterThan(mark("2026-11-26T21:30:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "2026-13-01", "2026-11-26T25:00:00Z", "1.5", "26.11.2026", "true"})
    void text_thatIsNeitherDateNorWholeNumber_isNoMark(String text) {
        assertThat(since("").mark(text, NOW)).isEmpty();
    }

    @Test
    void date_whereTheOverlapIsACount_isNoMark() {
        assertThat(since("10").mark("2026-11-26T21:04:00Z", NOW)).isEmpty();
    }

    @Test
    void latest_ofADateWithoutAZone_isThatOfTheLastZone() {
        Duration behind = Duration.ofHours(12);
        assertThat(Since.latest(mark("2026-11-26 21:04:00"), NOW))
                .isEqualTo(
                        Since.latest(mark("2026-11-26 21:04:00Z"), NOW).subtract(BigInteger.valueOf(behind.toNanos())));
    }
}
