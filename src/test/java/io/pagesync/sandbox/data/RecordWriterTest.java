package io.pagesync.sandbox.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecordWriterTest {
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final RecordWriter RECORDS = new RecordWriter(1, "C11-\"1\"-LIC", new ModifiedOrder(1, 10_000));

    @Test
    void write_anyRecord_isJsonWithAllFields() throws JsonProcessingException {
        for (long id = 1; id <= 2_000; id++) {
            JsonNode record = JSON.readTree(text(RECORDS, id));
            assertThat(record.size() + record.path("item").size()).isEqualTo(21);
            assertThat(record.path("id").longValue()).isEqualTo(id);
            assertThat(record.path("licenseNumber").textValue()).isEqualTo("C11-\"1\"-LIC");
            assertThat(record.path("dataModel").textValue()).isEqualTo("ACTIVE_PACKAGE");
            assertThat(record.path("label").textValue()).hasSize(24).endsWith(String.format("%012d", id));
            assertThat(record.path("quantity").isNumber()).isTrue();
            assertThat(record.path("archivedDate").isNull()).isTrue();
            Instant modified = Instant.parse(record.path("lastModified").textValue());
            assertThat(LocalDate.parse(record.path("packagedDate").textValue()))
                    .isBeforeOrEqualTo(LocalDate.ofInstant(modified, ZoneOffset.UTC));
        }
    }

    @Test
    void write_onAverage_isAbout560Bytes() {
        JsonBytes out = new JsonBytes(600_000);
        for (long id = 1; id <= 1_000; id++) {
            RECORDS.write(id, JsonBytes.constant("2026-01-01T00:00:00.000Z"), out);
        }
        assertThat(out.length() / 1_000).isBetween(540, 580);
    }

    @Test
    void write_amongManyRecords_holdsEverythingThatIsHardToRead() {
        StringBuilder all = new StringBuilder();
        for (long id = 1; id <= 200; id++) {
            all.append(text(RECORDS, id));
        }
        assertThat(all.toString())
                .containsPattern("\"quantity\":\\d+\\.\\d{18},")
                .containsPattern("\"quantity\":\\d+\\.\\d0,")
                .containsPattern("\"quantity\":\\d+,")
                .contains("\"note\":null", "\"note\":\"\"", "geprüft", "🌿", "\\\"hi\\\"", "\\ud83d\\ude00");
    }

    @Test
    void write_sameSeed_isTheSame_otherSeed_isNot() {
        RecordWriter again = new RecordWriter(1, "C11-\"1\"-LIC", new ModifiedOrder(1, 10_000));
        RecordWriter other = new RecordWriter(2, "C11-\"1\"-LIC", new ModifiedOrder(1, 10_000));
        assertThat(text(again, 77)).isEqualTo(text(RECORDS, 77)).isNotEqualTo(text(other, 77));
    }

    @Test
    void lastModified_ofManyRecords_isNeverTheSameTwice() {
        Set<String> seen = new HashSet<>();
        for (long id = 1; id <= 10_000; id++) {
            JsonBytes out = new JsonBytes(24);
            RECORDS.lastModified(id, out);
            assertThat(seen.add(out.toString())).isTrue();
        }
    }

    private static String text(RecordWriter records, long id) {
        JsonBytes out = new JsonBytes(600);
        records.write(id, JsonBytes.constant("2026-01-01T00:00:00.000Z"), out);
        return out.toString();
    }
}
