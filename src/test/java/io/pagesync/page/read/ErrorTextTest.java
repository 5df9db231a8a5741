package io.pagesync.page.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ErrorTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "page must be at most 4",
                "page must be less than or equal to 100",
                "The page may not be greater than 100.",
                "only the first 1000 results are available"
            })
    void speaksOfACap_wordsThatNameABound(String reason) {
        assertThat(ErrorText.speaksOfACap(reason.getBytes(UTF_8))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no such page",
                "The page number requested is larger than the number of pages available.",
                "page 14 is out of range"
            })
    void speaksOfACap_wordsThatNameNone(String reason) {
        assertThat(ErrorText.speaksOfACap(reason.getBytes(UTF_8))).isFalse();
    }
}
