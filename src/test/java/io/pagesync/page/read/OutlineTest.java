package io.pagesync.page.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutlineTest {
    private static Outline of(String body, String asked) {
        return Outline.of(body.getBytes(UTF_8), PageFormat.pointer(asked));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"data\":{\"a\":{},\"b\":{\"c\":1}}} | at /data is an object of 2 members, each an object",
                "{\"data\":{\"a\":{},\"b\":1}} | at /data is an object of 2 members",
                "{\"data\":{\"a\":{}}} | at /data is an object of 1 member",
                "{\"data\":{}} | at /data is an object of 0 members",
                "{\"data\":\"a\\nb\"} | at /data is the text 'a b'",
                "{\"data\":17.5} | at /data is the number 17.5",
                "{\"data\":null} | at /data is null",
                "{\"data\":true} | at /data is true",
                "{\"items\":[]} | there is nothing at /data",
                "[1,2] | there is nothing at /data",
                "17 | there is nothing at /data"
            })
    void whatIsThere_isNamed(String body, String said) {
        assertThat(of(body, "/data").whatIsThere()).isEqualTo(said);
    }

    @Test
    void whatIsThere_asTheWholeAnswer_isNamed() {
        assertThat(of("{\"a\":1,\"b\":2,\"c\":3}", "").whatIsThere()).isEqualTo("the answer is an object of 3 members");
    }

    @Test
    void whatIsThere_deepInside_isFound() {
        assertThat(of("{\"a\":[{\"b\":1},{\"b\":{\"c~d/e\":{\"f\":1}}}]}", "/a/1/b/c~0d~1e")
                        .whatIsThere())
                .isEqualTo("at /a/1/b/c~0d~1e is an object of 1 member");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | there is no array in the answer",
                "[1] | there is an array at the answer itself (1 element)",
                "{\"a\":[1,[2]],\"m\":{\"b\":[1,2,3]}} | there are arrays at /m/b (3 elements) and /a (2 elements)",
                "{\"a\":[{\"tags\":[1]}]} | there is an array at /a (1 element)",
                "[{\"n\":5},[1,2,3]] | there are arrays at /1 (3 elements) and the answer itself (2 elements)",
                "{\"a\":[],\"b\":[],\"c\":[],\"d\":[],\"e\":[]} | there are arrays at /a (0 elements), /b (0 elements),"
                        + " /c (0 elements) and /d (0 elements), and others"
            })
    void arrays_areToldWithTheirPointersAndLengths(String body, String said) {
        assertThat(of(body, "/data").arrays()).isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":\"x\",\"b\":1.5,\"c\":-1} | there is no number in the answer",
                "{\"count\":1234,\"meta\":{\"page\":\"1\"},\"data\":[{\"id\":7}]} | there are numbers at /count (1234) and"
                        + " /meta/page (1)",
                "[{\"total\":5},[1,2]] | there is a number at /0/total (5)"
            })
    void numbers_areToldWithTheirPointers(String body, String said) {
        assertThat(of(body, "/total").numbers()).isEqualTo(said);
    }

    @Test
    void of_nestedToTheLimitsOfJson_isNoTrouble() {
        assertThat(of("{\"a\":".repeat(400) + "1" + "}".repeat(400), "/data").numbers())
                .isEqualTo("there is no number in the answer");
    }
}
