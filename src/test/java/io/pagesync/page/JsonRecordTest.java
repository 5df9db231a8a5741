package io.pagesync.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.pagesync.page.read.PageFormat;
import io.pagesync.page.read.PageReader;
import io.pagesync.page.read.PageReaderTest;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonRecordTest {
    @Test
    void getFields_numbers_loseNoDigit() {
        assertThat(record(
                                "{\"i\":1,\"l\":4294967296,\"b\":18446744073709551616,\"d\":0.10,\"f\":1.000000000000000000001}")
                        .getFields())
                .containsExactly(
                        entry("i", 1),
                        entry("l", 4_294_967_296L),
                        entry("b", new BigInteger("18446744073709551616")),
                        entry("d", new BigDecimal("0.10")),
                        entry("f", new BigDecimal("1.000000000000000000001")));
    }

    @Test
    void getFields_keepsTheirOrder() {
        assertThat(record("{\"z\":1,\"a\":2,\"m\":{\"y\":[],\"b\":3}}")
                        .getFields()
                        .keySet())
                .containsExactly("z", "a", "m");
    }

    @Test
    void getFields_nullAndAbsent_areBothNull() {
        JsonRecord record = record("{\"a\":null}");
        assertThat(record.getFields()).containsOnlyKeys("a");
        assertThat(record.get("a")).isNull();
        assertThat(record.get("b")).isNull();
    }

    @Test
    void getFields_changed_refuses() {
        assertThatThrownBy(() -> record("{\"a\":1}").getFields().put("b", 2))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "\"text\"", "[1]", "null", "true"})
    void getFields_noObject_isEmpty(String value) {
        assertThat(record(value).getFields()).isEmpty();
    }

    @Test
    void getFields_numberNoProgramCanHold_isAnErrorOfOurs() {
        assertThatThrownBy(() -> record("{\"n\":1e99999999999}").getFields())
                .isInstanceOf(InvalidPageException.class)
                .hasMessageStartingWith("a record cannot be read: ");
    }

    @Test
    void getFields_amongOthers_takesItsOwnBytesOnly() {
        Page page = PageReaderTest.read("{\"data\":[{\"é\":1},{\"id\":\"zwei😀\"},{\"id\":3}]}");
        assertThat(page.record(1).get("id")).isEqualTo("zwei😀");
    }

    @Test
    void toLine_withoutLineBreaks_isTheTextAsItArrived() {
        assertThat(record("{\"a\": 1}").toLine()).isEqualTo("{\"a\": 1}");
    }

    @Test
    void toLine_withLineBreaks_isOneLine() {
        assertThat(record("{\n \"a b\": \"c d\"\r\n}").toLine()).isEqualTo("{\"a b\":\"c d\"}");
    }

    private static JsonRecord record(String text) {
        return PageReaderTest.read("{\"data\":[ " + text + " ]}").record(0);
    }

    @Test
    void as_aClass_takesItsFieldsAndLeavesTheOthers() {
        record Item(long id, java.math.BigDecimal weight) {}
        JsonRecord record = PageReader.read(
                        1,
                        "{\"data\":[{\"id\":7,\"weight\":0.10,\"more\":[1]}]}"
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        null,
                        PageFormat.DEFAULT)
                .record(0);

        assertThat(record.as(Item.class)).isEqualTo(new Item(7, new java.math.BigDecimal("0.10")));
        assertThat(record.as(com.fasterxml.jackson.databind.JsonNode.class)
                        .at("/more/0")
                        .asInt())
                .isEqualTo(1);
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> record.as(Integer.class))
                .isInstanceOf(InvalidPageException.class)
                .hasMessageStartingWith("a record is no Integer: ");
    }
}
