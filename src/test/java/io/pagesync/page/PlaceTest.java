package io.pagesync.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.InvalidSettingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceTest {
    @ParameterizedTest
    @CsvSource({
        "/meta/total, BODY, /meta/total",
        "total, BODY, /total",
        "'', BODY, ''",
        "/header:x, BODY, /header:x",
        "header:X-Total-Count, HEADER, header:X-Total-Count",
        "header: Link, HEADER, header:Link",
        "last:/id, LAST_RECORD, last:/id",
        "last:id, LAST_RECORD, last:/id"
    })
    void of_text_isThePartAndIsWrittenSo(String text, Place.Kind kind, String written) {
        assertThat(Place.of(text).kind()).isEqualTo(kind);
        assertThat(Place.of(text)).hasToString(written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"header:", "header: ", "header:X Y", "header:X:Y"})
    void of_noHeader_saysHowOneIsWritten(String text) {
        assertThatThrownBy(() -> Place.of(text))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageEndingWith("names no header; write it as header:NAME, such as header:X-Total-Count");
    }

    @Test
    void isHeader_anyCase_isThatHeader() {
        assertThat(Place.of("header:content-range").isHeader("Content-Range")).isTrue();
        assertThat(Place.of("content-range").isHeader("Content-Range")).isFalse();
    }
}
