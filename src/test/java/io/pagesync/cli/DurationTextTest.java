package io.pagesync.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class DurationTextTest {
    @ParameterizedTest
    @CsvSource({
        "500ms,PT0.5S",
        "30s,PT30S",
        "30,PT30S",
        "5m,PT5M",
        "2h,PT2H",
        "' 1s ',PT1S",
        "0,PT0S",
        "999999999h,PT999999999H"
    })
    void convert_numberAndUnit_isThatLong(String text, Duration length) {
        assertThat(new DurationText().convert(text)).isEqualTo(length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "-1s", "1.5s", "1d", "5M", "1 s", "1m30s", "9999999999s", "PT5M", "five"})
    void convert_anythingElse_isRefusedWithExamples(String text) {
        assertThatThrownBy(() -> new DurationText().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage("'" + text + "' is no length of time; write it as 500ms, 30s, 5m or 2h");
    }
}
