package io.pagesync.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.paging.PageRequest.Purpose;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberedPagesTest {
    private static final PageQuery QUERY = PageQuery.of("a=1", "page", "pageSize", 0, 1);

    @ParameterizedTest
    @CsvSource({"0,10,1", "1,10,1", "10,10,1", "11,10,2", "100,1,100", "9223372036854775807,9223372036854775807,1"})
    void pages_areTheTotalByThePageSizeRoundedUp(long total, long size, int pages) {
        assertThat(plan(total, size, 0).pages()).isEqualTo(pages);
    }

    @Test
    void pages_asManyAsCanBe_areAccepted() {
        assertThat(plan(50_000_000, 1, 0).pages()).isEqualTo(50_000_000);
    }

    @ParameterizedTest
    @CsvSource({"50000001,1", "9223372036854775807,1", "9223372036854775807,2"})
    void plan_moreThanCanBe_saysSo(long total, long size) {
        assertThatThrownBy(() -> plan(total, size, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(total + " records in pages of " + size + " are more than 50000000 pages");
    }

    @ParameterizedTest
    @CsvSource({"-1,10,0", "10,0,0", "10,-1,0", "10,10,-1"})
    void plan_numberOutOfItsRange_isRefused(long total, long size, int batch) {
        assertThatThrownBy(() -> plan(total, size, batch)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 500)
    void waves_together_areEveryPageOnceInOrder(
            @ForAll @IntRange(max = 500) int total,
            @ForAll @IntRange(min = 1, max = 20) int size,
            @ForAll @IntRange(max = 60) int batch) {
        NumberedPages plan = plan(total, size, batch);
        List<Integer> pages = new ArrayList<>();
        for (int wave = 0; wave < plan.waves(); wave++) {
            int before = pages.size();
            plan.wave(wave, () -> false).forEachRemaining(request -> pages.add(request.page()));
            assertThat(pages.size() - before).isBetween(1, batch == 0 ? Integer.MAX_VALUE : batch);
        }
        assertThat(pages)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, plan.pages()).boxed().toList());
    }

    @Test
    void waves_largestBatch_areOne() {
        NumberedPages plan = plan(50_000_000, 1, Integer.MAX_VALUE);
        assertThat(plan.waves()).isEqualTo(1);
        assertThat(plan.wave(0, () -> false).next().page()).isEqualTo(1);
    }

    @Test
    void wave_lastOfMany_beginsWhereTheOthersEnd() {
        NumberedPages plan = plan(50_000_000, 1, 7);
        Iterator<PageRequest> last = plan.wave(plan.waves() - 1, () -> false);
        assertThat(last.next().page()).isEqualTo(50_000_000);
    }

    @Test
    void wave_stopped_ends() {
        AtomicBoolean stopped = new AtomicBoolean();
        Iterator<PageRequest> wave = plan(100, 1, 0).wave(0, stopped::get);
        wave.next();
        stopped.set(true);
        assertThat(wave.hasNext()).isFalse();
    }

    @Test
    void wave_pastItsEnd_throws() {
        Iterator<PageRequest> wave = plan(1, 1, 0).wave(0, () -> false);
        wave.next();
        assertThatThrownBy(wave::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void wave_firstPage_isTheFirstAndOthersAreNot() {
        Iterator<PageRequest> wave = plan(2, 1, 0).wave(0, () -> false);
        assertThat(wave.next()).isEqualTo(new PageRequest(1, "a=1&page=1", Purpose.FIRST));
        assertThat(wave.next()).isEqualTo(new PageRequest(2, "a=1&page=2", Purpose.PAGE));
    }

    @Test
    void request_behindTheEnd_isPossible() {
        assertThat(plan(2, 1, 0).request(3, Purpose.CHECK)).isEqualTo(new PageRequest(3, "a=1&page=3", Purpose.CHECK));
    }

    private static NumberedPages plan(long total, long size, int batch) {
        return new NumberedPages(QUERY, total, size, batch);
    }
}
