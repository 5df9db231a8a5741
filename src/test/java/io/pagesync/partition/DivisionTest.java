package io.pagesync.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.InvalidSettingException;
import io.pagesync.PagesyncException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DivisionTest {
    private static final Instant NOW = Instant.parse("2026-02-03T04:05:06.789Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x=a, b,c | x=a x=b x=c",
                "0..10/4 | 0..4 4..8 8..10",
                "-5..5/5 | -5..0 0..5",
                "2026-01-31..2026-04-01/P1M | 2026-01-31..2026-02-28 2026-02-28..2026-03-31 2026-03-31..2026-04-01",
                "2026-01-20..now/P1W | 2026-01-20..2026-01-27 2026-01-27..2026-02-03 2026-02-03..2026-02-04",
                "now-P2D..now/P1D | 2026-02-02..2026-02-03 2026-02-03..2026-02-04",
                "2026-02-03T00:00:00Z..now/PT3H | 2026-02-03T00:00:00Z..2026-02-03T03:00:00Z"
                        + " 2026-02-03T03:00:00Z..2026-02-03T04:05:07Z",
                "2026-02-03T01:00:00+01:00..2026-02-03T00:30:00Z/PT30M | 2026-02-03T00:00:00Z..2026-02-03T00:30:00Z"
            })
    void slices_areInOrderAndLeaveNothingOut(String text, String names) {
        Slices slices = slices(text);

        assertThat(all(slices)).extracting(Slice::name).containsExactly(names.split(" ", -1));
        assertThat(slices.count(NOW)).hasValue(names.split(" ", -1).length);
    }

    @Test
    void window_hasItsEndTwice() {
        assertThat(all(slices("2026-01-01..2026-02-01/P1M")).get(0).values())
                .isEqualTo(Map.of("from", "2026-01-01", "to", "2026-02-01", "last", "2026-01-31"));
        assertThat(all(slices("0..10/10")).get(0).values()).isEqualTo(Map.of("from", "0", "to", "10", "last", "9"));
    }

    @Test
    void window_isNoScope_aValueIs() {
        assertThat(all(slices("0..10/10")).get(0).scope()).isEmpty();
        assertThat(all(slices("x=a")).get(0).scope()).isEqualTo(Map.of("x", "a"));
    }

    @Test
    void halves_coverAWindow_downToOneTick() {
        Slice whole = all(slices("0..3/3")).get(0);

        assertThat(whole.halves()).extracting(Slice::name).containsExactly("0..1", "1..3");
        assertThat(whole.halves().get(1).halves()).extracting(Slice::name).containsExactly("1..2", "2..3");
        assertThat(whole.halves().get(0).halves()).isEmpty();
        assertThat(all(slices("x=a")).get(0).halves()).isEmpty();
    }

    @Test
    void file_hasASliceForEachLine(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("values.txt"), "# of ours\r\nA-1\r\n\r\n  B 2  \nÄ");

        assertThat(all(slices("x=file:" + file))).extracting(Slice::name).containsExactly("x=A-1", "x=B 2", "x=Ä");
        assertThat(slices("x=file:" + file).count(NOW)).hasValue(3);
    }

    @Test
    void file_withoutAValue_isAnError(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("values.txt"), "# nothing yet\n");

        assertThatThrownBy(() -> all(slices("x=file:" + file)))
                .isInstanceOf(PagesyncException.class)
                .hasMessageContaining("has no line with a value");
    }

    @ParameterizedTest
    @CsvSource({
        "licenseNumber from /v2/licenses, licenseNumber, /v2/licenses, '', licenseNumber",
        "x from /a/b?c=d&e=f at /owner/id, x, /a/b, c=d&e=f, /owner/id",
    })
    void parent_isReadInItsParts(String text, String name, String path, String query, String field) {
        assertThat(Division.of(text).orElseThrow().parent()).isEqualTo(new ParentList(name, path, query, field));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "x from y", "from..to", "2026-01-01/P1D", "="})
    void text_ofNoSuchForm_isNone(String text) {
        assertThat(Division.of(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x=",
                "x=a,,b",
                "x=a,a",
                "x=..",
                "cursor=a",
                "to from /x",
                "1..2/0",
                "1..2/-1",
                "2..1/1",
                "1..now/1",
                "now..now-P1D/P1D",
                "2026-02-30..now/P1D",
                "2026-01-01..now/PT1H",
                "2026-01-01..now/P1X",
                "0..99999999999/1"
            })
    void text_thatCannotBe_isRefused(String text) {
        assertThatThrownBy(() -> {
                    if (Division.of(text).isEmpty()) {
                        throw new InvalidSettingException("of no such form");
                    }
                })
                .isInstanceOf(InvalidSettingException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/licences/{x}/packages | a/b c | /licences/a%2Fb%20c/packages",
                "licence={x}&y={x}&page={page} | ä&ö={y} | licence=%C3%A4%26%C3%B6%3D%7By%7D&y=%C3%A4%26%C3%B6%3D%7By%7D&page={page}"
            })
    void fill_keepsAValueWhereItStands(String text, String value, String filled) {
        assertThat(Placeholders.fill(text, Map.of("x", value))).isEqualTo(filled);
    }

    private static Slices slices(String text) {
        return Objects.requireNonNull(Division.of(text).orElseThrow().slices());
    }

    private static List<Slice> all(Slices slices) {
        List<Slice> all = new ArrayList<>();
        try (Slices.Opened opened = slices.open(NOW)) {
            for (Slice next = opened.next(); next != null; next = opened.next()) {
                all.add(next);
            }
        }
        return all;
    }
}
