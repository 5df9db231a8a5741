package io.pagesync.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.page.read.PageReaderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageKeysTest {
    @Test
    void keys_noneNamed_areNone() {
        assertThat(keys("", "{\"id\":1}")).isSameAs(PageKeys.NONE);
    }

    @Test
    void sameAs_otherOrder_isTrue() {
        assertThat(keys("id", "{\"id\":1}", "{\"id\":2}").sameAs(keys("id", "{\"id\":2}", "{\"id\":1}")))
                .isTrue();
    }

    @Test
    void sameAs_oneTwice_isFalse() {
        assertThat(keys("id", "{\"id\":1}", "{\"id\":2}").sameAs(keys("id", "{\"id\":1}", "{\"id\":1}")))
                .isFalse();
    }

    @Test
    void sameAs_oneMoreWithoutKey_isFalse() {
        assertThat(keys("id", "{\"id\":1}").sameAs(keys("id", "{\"id\":1}", "{}")))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"1 | \"1\"", "true | \"true\"", "1 | 2", "\"a\" | \"A\"", "9007199254740993 | 9007199254740992"})
    void sameAs_valuesThatOnlyLookAlike_isFalse(String one, String other) {
        assertThat(keys("id", "{\"id\":" + one + "}").sameAs(keys("id", "{\"id\":" + other + "}")))
                .isFalse();
    }

    @Test
    void sameAs_sameStringOtherwiseEscaped_isTrue() {
        assertThat(keys("id", "{\"id\":\"\\u00e9/\"}").sameAs(keys("id", "{\"id\":\"é\\/\"}")))
                .isTrue();
    }

    @Test
    void sameAs_partsThatJoinToTheSame_isFalse() {
        assertThat(keys("a,b", "{\"a\":\"ab\",\"b\":\"c\"}").sameAs(keys("a,b", "{\"a\":\"a\",\"b\":\"bc\"}")))
                .isFalse();
    }

    @Test
    void sameAs_partsInAnotherOrderOfFields_isTrue() {
        assertThat(keys("a,b", "{\"a\":1,\"b\":2}").sameAs(keys("a,b", "{\"b\":2,\"x\":[],\"a\":1}")))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}",
                "{\"id\":null}",
                "{\"id\":{}}",
                "{\"id\":[1]}",
                "7",
                "\"id\"",
                "[{\"id\":1}]",
                "{\"x\":{\"id\":1}}"
            })
    void missing_recordWithoutUsableKey_isCounted(String record) {
        PageKeys keys = keys("id", "{\"id\":1}", record, "{\"id\":2}");
        assertThat(keys.missing()).isEqualTo(1);
        assertThat(keys.size()).isEqualTo(2);
    }

    @Test
    void missing_onePartOfSeveral_leavesNoTraceInTheNextKey() {
        PageKeys keys = keys("a,b", "{\"a\":1}", "{\"a\":1,\"b\":2}");
        assertThat(keys.missing()).isEqualTo(1);
        assertThat(keys.get(0)).isEqualTo(keys("a,b", "{\"a\":1,\"b\":2}").get(0));
    }

    @Test
    void keys_deepInTheRecord_areFoundByPointer() {
        PageKeys keys = keys("/meta/id,/meta/site", "{\"meta\":{\"id\":1,\"o\":{\"id\":9},\"site\":\"x\"},\"id\":3}");
        assertThat(keys.size()).isEqualTo(1);
    }

    @Test
    void keys_partOfAnotherKey_areBothFound() {
        assertThat(keys("/a,/a/b", "{\"a\":{\"b\":1}}").missing()).isEqualTo(1);
        assertThat(keys("a,b", "{\"a\":1,\"b\":1}").sameAs(keys("a,b", "{\"a\":1,\"b\":1}")))
                .isTrue();
    }

    @Test
    void keys_inAnArrayOfTheRecord_areFoundByPosition() {
        assertThat(keys("/ids/1", "{\"ids\":[7,8,9]}").size()).isEqualTo(1);
    }

    @Test
    void keys_atPositionsThatDiffer_differ() {
        assertThat(keys("/ids/1", "{\"ids\":[7,8,9]}").sameAs(keys("/ids/0", "{\"ids\":[7,8,9]}")))
                .isFalse();
    }

    private static PageKeys keys(String key, String... records) {
        return PageReaderTest.read("{\"data\":[" + String.join(",", records) + "]}", key)
                .keys();
    }
}
