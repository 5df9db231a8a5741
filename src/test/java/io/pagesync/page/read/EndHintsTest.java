package io.pagesync.page.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.page.read.EndHints.Hint;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndHintsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"has_more\":true | MORE | /has_more | true",
                "\"hasNextPage\":true | MORE | /hasNextPage | true",
                "\"pageInfo\":{\"hasNextPage\":true} | MORE | /pageInfo/hasNextPage | true",
                "\"last\":false | MORE | /last | false",
                "\"remainingCount\":40 | MORE | /remainingCount | 40",
                "\"next\":\"https://h/x?page=2\" | NEXT | /next | https://h/x?page=2",
                "\"_links\":{\"next\":{\"href\":\"/x?page=2\"}} | NEXT | /_links/next/href | /x?page=2",
                "\"links\":{\"next\":{\"rel\":\"n\",\"url\":\"/x\"}} | NEXT | /links/next/url | /x",
                "\"paging\":{\"next\":{\"after\":\"a\",\"link\":\"/x\"}} | NEXT | /paging/next/link | /x",
                "\"next\":{\"offset\":20} | NEXT | /next/offset | 20",
                "\"next_page\":4 | NEXT | /next_page | 4",
                "\"@odata.nextLink\":\"https://h/x\" | NEXT | /@odata.nextLink | https://h/x",
                "\"meta\":{\"pagination\":{\"total_pages\":9}} | PAGES | /meta/pagination/total_pages | 9",
                "\"last_page\":9 | PAGES | /last_page | 9",
                "\"hits\":{\"total\":{\"value\":9,\"relation\":\"gte\"}} | ROUGH | /hits/total/relation | gte",
                "\"incomplete_results\":true | ROUGH | /incomplete_results | true",
                "\"totalCount\":\"70\" | TOTAL | /totalCount | 70",
                "\"link\":[{\"relation\":\"self\",\"url\":\"/x\"},{\"relation\":\"next\",\"url\":\"/y\"}] | NEXT | /link | /y",
                "\"links\":{\"last\":\"/x?page=9\",\"first\":\"/x?page=1\"} | LAST | /links/last | /x?page=9",
                "\"_links\":{\"last\":{\"href\":\"/x?page=9\"}} | LAST | /_links/last/href | /x?page=9",
                "\"links\":[{\"rel\":\"last\",\"href\":\"/x\"}] | LAST | /links | /x",
                "\"nextRecordsUrl\":\"/x\" | NEXT | /nextRecordsUrl | /x",
                "\"has_more\":\"true\" | MORE | /has_more | true",
                "\"exceededTransferLimit\":true | MORE | /exceededTransferLimit | true",
                "\"numFoundExact\":false | ROUGH | /numFoundExact | false",
                "\"total_relation\":\"GREATER_THAN_OR_EQUAL_TO\" | ROUGH | /total_relation | GREATER_THAN_OR_EQUAL_TO",
                "\"first\":false | BEFORE | /first | ``"
            })
    void of_wordsOfApis_areHints(String envelope, EndHints.Kind kind, String at, String text) {
        assertThat(hints(envelope)).containsExactly(new Hint(kind, at, text == null ? "" : text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"next\":null",
                "\"next\":\"\"",
                "\"next\":{\"href\":null}",
                "\"next\":{\"href\":null,\"templated\":false}",
                "\"next\":\"null\"",
                "\"next\":\"None\"",
                "\"previous\":\"/x?page=0\"",
                "\"links\":[{\"rel\":\"prev\",\"href\":\"/x\"}]",
                "\"nextOffset\":-1",
                "\"remainingCount\":0",
                "\"next_page\":0",
                "\"has_more\":false,\"last\":true,\"first\":true,\"prev\":null",
                "\"links\":{\"first\":\"/x?page=1\",\"last\":null}",
                "\"last\":{\"id\":9}",
                "\"relation\":\"eq\"",
                "\"included\":[{\"has_more\":true}]",
                "\"author\":{\"next\":\"x\"}"
            })
    void of_wordsThatSayNothing_areNone(String envelope) {
        assertThat(hints(envelope)).isEmpty();
    }

    @Test
    void of_recordsThatLookSo_areNotLookedAt() {
        assertThat(hints("\"data\":[{\"next\":\"x\",\"has_more\":true}]")).isEmpty();
        assertThat(read("[{\"next\":\"x\"}]", "")).isEmpty();
    }

    private static List<Hint> hints(String envelope) {
        return read("{" + (envelope.contains("\"data\"") ? "" : "\"data\":[],") + envelope + "}", "/data");
    }

    private static List<Hint> read(String body, String records) {
        PageFormat format = new PageFormat(
                PageFormat.pointer(records),
                PageFormat.DEFAULT.total().pointer(),
                PageFormat.DEFAULT.size().pointer(),
                List.of());
        return EndHints.of(PageReader.read(1, body.getBytes(StandardCharsets.UTF_8), null, format), format);
    }
}
