package io.pagesync.page.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import io.pagesync.InvalidSettingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageFormatTest {
    @ParameterizedTest
    @CsvSource({"/data,/data", "data,/data", "/meta/total,/meta/total", "a.b,/a.b", "'',''", "/a~1b,/a~1b"})
    void pointer_textOrName_isAPointer(String text, String pointer) {
        assertThat(PageFormat.pointer(text)).hasToString(pointer);
    }

    @Test
    void key_severalFields_areKeptInOrder() {
        assertThat(PageFormat.key(" id, /meta/site ,x"))
                .containsExactly(
                        JsonPointer.compile("/id"), JsonPointer.compile("/meta/site"), JsonPointer.compile("/x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void key_blank_isNone(String text) {
        assertThat(PageFormat.key(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {",", "id,", ",id", "id,,x", "/"})
    void key_emptyField_isRefusedWithExample(String text) {
        assertThatThrownBy(() -> PageFormat.key(text))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("the key names an empty field; write it as id or as id,licenseNumber");
    }
}
