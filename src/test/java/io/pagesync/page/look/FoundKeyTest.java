package io.pagesync.page.look;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.run.TestRuns;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoundKeyTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"name\":\"a\",\"id\":1},{\"name\":\"a\",\"id\":2} | /id",
                "{\"_id\":\"x\"},{\"_id\":\"y\"} | /_id",
                "{\"key\":\"x\",\"uuid\":\"u\"},{\"key\":\"y\",\"uuid\":\"v\"} | /uuid",
                "{\"id\":1,\"key\":\"x\"},{\"id\":1,\"key\":\"y\"} | /key",
                "{\"ID\":1},{\"ID\":2} | /ID",
                "{\"@id\":\"/a\"},{\"@id\":\"/b\"} | /@id",
                "{\"uid\":\"a\"},{\"uid\":\"b\"} | /uid",
                "{\"_id\":{\"$oid\":\"a\"}},{\"_id\":{\"$oid\":\"b\"}} | /_id/$oid",
                "{\"_links\":{\"self\":{\"href\":\"/1\"}}},{\"_links\":{\"self\":{\"href\":\"/2\"}}} | /_links/self/href",
                "{\"links\":{\"self\":\"/1\"},\"pk\":1},{\"links\":{\"self\":\"/2\"},\"pk\":2} | /pk",
                "{\"id\":1} | /id",
                "{\"id\":1},{\"id\":\"1\"} | /id",
                "{\"id\":1},{\"name\":\"b\"} | ``",
                "{\"id\":1},null,{\"id\":2} | /id",
                "{\"id\":1},{\"id\":null} | ``",
                "{\"id\":{\"a\":1}},{\"id\":{\"a\":2}} | ``",
                "{\"name\":\"a\"},{\"name\":\"b\"} | ``",
                "1,2 | ``",
                "`` | ``"
            })
    void in_firstPage_isAFieldOfAKeysNameWithAnotherValueInEachRecord(String records, String field) {
        String data = records == null ? "" : records;
        assertThat(FoundKey.in(TestRuns.read(1, "{\"data\":[" + data + "]}"))).isEqualTo(field == null ? "" : field);
    }
}
