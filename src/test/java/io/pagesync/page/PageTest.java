package io.pagesync.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.page.read.PageReaderTest;
import java.io.IOException;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class PageTest {
    private static final String BODY = "{\"data\":[{\"id\": 1},{\"id\":2,\"x\":null}],\"total\":2}";

    @Test
    void page_isNoListNoMapAndNotSerializable() {
        assertThat(PageReaderTest.read(BODY))
                .isNotInstanceOf(List.class)
                .isNotInstanceOf(Map.class)
                .isNotInstanceOf(Serializable.class);
    }

    @Test
    void jsonLines_compactAnswer_keepsSpacesWithinRecords() {
        assertThat(lines(BODY)).isEqualTo("{\"id\": 1}\n{\"id\":2,\"x\":null}\n");
    }

    @Test
    void jsonLines_lineBreaksOnlyBetweenRecords_keepsEachByteForByte() {
        assertThat(lines("{\"data\":[\n{\"id\": 1},\n{\"id\" : 2}\n]}")).isEqualTo("{\"id\": 1}\n{\"id\" : 2}\n");
    }

    @Test
    void jsonLines_lineBreaksWithinARecord_areDroppedWithTheirIndentation() {
        assertThat(lines("{\"data\":[{\n  \"a b\": \"c  d\\n\",\r\n\t\"e\": [1, 2]\n}]}"))
                .isEqualTo("{\"a b\":\"c  d\\n\",\"e\":[1,2]}\n");
    }

    @Test
    void jsonLines_noRecords_isEmpty() {
        assertThat(PageReaderTest.read("{\"data\":[]}").jsonLines()).isEmpty();
    }

    @Test
    void jsonLines_stringThatEndsInBackslash_endsThere() {
        assertThat(lines("{\"data\":[{\"a\":\"\\\\\",\n\"b\": \"\\\"  \"}]}"))
                .isEqualTo("{\"a\":\"\\\\\",\"b\":\"\\\"  \"}\n");
    }

    @Test
    void toBytes_changedByTheCaller_leavesThePageAsItWas() {
        Page page = PageReaderTest.read(BODY);
        page.toBytes()[0] = 'x';
        page.record(0).toBytes()[0] = 'x';
        assertThat(page).hasToString(BODY);
    }

    @Test
    void iterator_pastTheEnd_throws() {
        Iterator<JsonRecord> records = PageReaderTest.read("{\"data\":[1]}").iterator();
        records.next();
        assertThat(records.hasNext()).isFalse();
        assertThatThrownBy(records::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void getRecords_areMapsOfTheFields() {
        assertThat(PageReaderTest.read(BODY).getRecords()).hasSize(2).first().isEqualTo(Map.of("id", 1));
    }

    @Test
    void fingerprint_sameRecordsInAnotherEnvelope_isTheSame() {
        Page one = PageReaderTest.read("{\"data\":[{\"id\":1},{\"id\":2}],\"total\":2}");
        Page other = PageReaderTest.read("{\"now\":\"2026\",\"data\":[{\"id\":1},{\"id\":2}]}");
        assertThat(one.fingerprint()).isEqualTo(other.fingerprint());
    }

    @Test
    void fingerprint_otherRecords_differs() {
        assertThat(PageReaderTest.read("{\"data\":[{\"id\":1}]}").fingerprint())
                .isNotEqualTo(PageReaderTest.read("{\"data\":[{\"id\":2}]}").fingerprint());
    }

    @Test
    void fingerprint_noRecords_isZero() {
        assertThat(PageReaderTest.read("{\"data\":[]}").fingerprint()).isZero();
    }

    @Test
    void jackson_writesPageAndRecordAsTheyArrived() throws IOException {
        Page page = PageReaderTest.read(BODY);
        assertThat(Json.MAPPER.writeValueAsString(page)).isEqualTo(BODY);
        assertThat(Json.MAPPER.writeValueAsString(List.of(page.record(0)))).isEqualTo("[{\"id\": 1}]");
    }

    private static String lines(String body) {
        return new String(PageReaderTest.read(body).jsonLines(), UTF_8);
    }
}
