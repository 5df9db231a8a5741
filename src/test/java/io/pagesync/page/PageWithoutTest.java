package io.pagesync.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import io.pagesync.page.read.PageFormat;
import io.pagesync.page.read.PageReader;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PageWithoutTest {
    private static final PageFormat FORMAT = PageFormat.DEFAULT.withKey(List.of(JsonPointer.compile("/id")));

    private static Page page(String body) {
        return PageReader.read(3, body.getBytes(StandardCharsets.UTF_8), null, FORMAT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "0; {\"data\" : [ {\"id\":2},{\"id\":3} ], \"total\":9}",
                "1; {\"data\" : [ {\"id\":1},{\"id\":3} ], \"total\":9}",
                "2; {\"data\" : [ {\"id\":1},{\"id\":2} ], \"total\":9}",
                "0 1 2; {\"data\" : [  ], \"total\":9}"
            })
    void without_someRecords_isTheAnswerWithTheOthers(String out, String left) {
        Page page = page("{\"data\" : [ {\"id\":1} ,\n {\"id\":2}, {\"id\":3} ], \"total\":9}");
        BitSet places = new BitSet();
        List.of(out.split(" ")).forEach(place -> places.set(Integer.parseInt(place)));

        Page rest = page.without(places);

        Page read = page(left);
        assertThat(rest).hasToString(left);
        assertThat(rest.jsonLines()).isEqualTo(read.jsonLines());
        assertThat(IntStream.range(0, rest.getSize()).mapToObj(rest.keys()::get))
                .containsExactlyElementsOf(IntStream.range(0, read.getSize())
                        .mapToObj(read.keys()::get)
                        .toList());
        assertThat(rest.getNumber()).isEqualTo(3);
        assertThat(rest.total()).hasValue(9);
        assertThat(rest.fingerprint()).isEqualTo(page.fingerprint());
    }
}
