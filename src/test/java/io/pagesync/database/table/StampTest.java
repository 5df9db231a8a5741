package io.pagesync.database.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StampTest {
    @Test
    void values_atAFullSecond_sortAsTextByTime() {
        assertThat(at("2026-11-26T23:26:15Z")).isEqualTo("2026-11-26T23:26:15.000Z");
        assertThat(at("2026-11-26T23:26:15.1129Z")).isEqualTo("2026-11-26T23:26:15.112Z");
    }

    private static String at(String moment) {
        Map<String, String> values = Stamp.values(Set.of(Stamp.CHANGED_AT), "run", Instant.parse(moment));
        return values.getOrDefault("_changed_at", "");
    }
}
