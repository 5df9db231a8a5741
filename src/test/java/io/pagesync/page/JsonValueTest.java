package io.pagesync.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonValueTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/id | 12",
                "/a/b | [1, {\"c\" : null}]",
                "/a/b/1/c | null",
                "/t | \"x\\u00e9\\\"\"",
                "/n | -1.50e3",
                "'' | {\"id\":12 , \"a\":{\"b\": [1, {\"c\" : null}] }, \"t\":\"x\\u00e9\\\"\",\"n\":-1.50e3}"
            })
    void at_pointer_isTheValueAsItStands(String pointer, String value) {
        byte[] body = "  {\"id\":12 , \"a\":{\"b\": [1, {\"c\" : null}] }, \"t\":\"x\\u00e9\\\"\",\"n\":-1.50e3}, 7"
                .getBytes(UTF_8);

        assertThat(JsonValue.at(body, 2, body.length - 3, JsonPointer.compile(pointer)))
                .isEqualTo(new JsonValue(value));
    }

    @ParameterizedTest
    @CsvSource({"/x", "/id/x", "/a/0", "/a/b/7"})
    void at_nothingThere_isNull(String pointer) {
        byte[] body = "{\"id\":12,\"a\":{\"b\":[1]}}".getBytes(UTF_8);

        assertThat(JsonValue.at(body, 0, body.length, JsonPointer.compile(pointer)))
                .isNull();
    }

    @Test
    void text_string_isReadAndAnythingElseIsAsItStands() {
        assertThat(new JsonValue("\"a\\\"\\u00e9\"").text()).isEqualTo("a\"\u00e9");
        assertThat(new JsonValue("12345678901234567890.0").text()).isEqualTo("12345678901234567890.0");
        assertThat(JsonValue.ofText("a\"b\\c\n").text()).isEqualTo("a\"b\\c\n");
    }

    @Test
    void members_ofAnObject_areTextsWithoutNulls() {
        assertThat(new JsonValue("{\"b\":1.0,\"a\":\"x\",\"c\":null,\"d\":true}").members())
                .containsExactly(Map.entry("b", "1.0"), Map.entry("a", "x"), Map.entry("d", "true"));
        assertThatThrownBy(() -> new JsonValue("{\"a\":{}}").members())
                .hasMessage("its member 'a' is no text or number");
    }
}
