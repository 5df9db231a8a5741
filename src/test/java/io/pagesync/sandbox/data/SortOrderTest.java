package io.pagesync.sandbox.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.sandbox.call.RefusedException;
import java.util.Comparator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SortOrderTest {
    private static final ModifiedOrder MODIFIED = new ModifiedOrder(1, 300);
    private static final LiveIds IDS = LiveIds.span(1, 300).grown(7).without(1, 64, 65, 130, 307);

    @Test
    void slice_byLastModified_isTheOrderOfTheWrittenTimes() {
        RecordWriter records = new RecordWriter(3, "L", MODIFIED);
        long[] expected = LongStream.of(IDS.slice(0, IDS.size()))
                .boxed()
                .sorted(Comparator.comparing(id -> modified(records, id)))
                .mapToLong(Long::longValue)
                .toArray();
        assertThat(SortOrder.parse("lastModified:asc").slice(IDS, MODIFIED, 0, IDS.size()))
                .isEqualTo(expected)
                .isNotEqualTo(IDS.slice(0, IDS.size()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"id:asc", "id:desc", "label:desc", "lastModified:asc", "lastModified:desc"})
    void slice_pageByPage_isTheWhole(String sort) {
        SortOrder order = SortOrder.parse(sort);
        long[] pages = IntStream.range(0, 50)
                .mapToObj(page -> order.slice(IDS, MODIFIED, page * 7L, page * 7L + 7))
                .flatMapToLong(LongStream::of)
                .toArray();
        assertThat(pages).isEqualTo(order.slice(IDS, MODIFIED, 0, 1_000)).hasSize(302);
        assertThat(pages).containsExactlyInAnyOrder(IDS.slice(0, IDS.size()));
    }

    @Test
    void slice_descending_isAscendingReversed() {
        assertThat(SortOrder.parse("id:desc").slice(IDS, MODIFIED, 0, 3)).containsExactly(306, 305, 304);
        assertThat(SortOrder.parse("lastModified:desc").slice(IDS, MODIFIED, 301, 400))
                .isEqualTo(SortOrder.parse("lastModified").slice(IDS, MODIFIED, 0, 1));
    }

    @Test
    void slice_createdRecords_areTheLastModified() {
        assertThat(SortOrder.parse("lastModified:desc").slice(IDS, MODIFIED, 0, 6))
                .containsExactly(306, 305, 304, 303, 302, 301);
    }

    @Test
    void slice_pastTheEnd_isEmpty() {
        assertThat(SortOrder.parse("lastModified:desc").slice(IDS, MODIFIED, 302, 400))
                .isEmpty();
        assertThat(SortOrder.DEFAULT.slice(LiveIds.span(1, 0), new ModifiedOrder(1, 0), 0, 10))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "name:asc", "id:up", "id:", ":asc"})
    void parse_unknown_isRefused(String sort) {
        assertThatThrownBy(() -> SortOrder.parse(sort))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("sort must be id, label or lastModified");
    }

    private static String modified(RecordWriter records, long id) {
        JsonBytes out = new JsonBytes(24);
        records.lastModified(id, out);
        return out.toString();
    }
}
