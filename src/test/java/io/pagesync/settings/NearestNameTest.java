package io.pagesync.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NearestNameTest {
    @ParameterizedTest
    @CsvSource({"kye, key", "kee, key", "KEY, key", "typ, type", "tpye, type"})
    void hint_ofAMisspeltName_isTheNearest(String wrong, String right) {
        assertThat(NearestName.hint(wrong, List.of("type", "key"))).isEqualTo("; did you mean " + right + "?");
    }

    @Test
    void hint_ofAnythingElse_isAllThereIs() {
        assertThat(NearestName.hint("authentication", List.of("type", "key"))).isEqualTo("; there is type, key");
        assertThat(NearestName.hint("id", List.of("no"))).isEqualTo("; there is no");
        assertThat(NearestName.hint("authentication", List.of())).isEmpty();
    }

    @Test
    void hint_whereThereAreMoreThanOneReads_saysHowMany() {
        List<String> names =
                IntStream.rangeClosed(1, 40).mapToObj(i -> "name" + i).toList();

        assertThat(NearestName.hint("authentication", names)).endsWith(", name14, name15, ... (40 in all)");
    }
}
