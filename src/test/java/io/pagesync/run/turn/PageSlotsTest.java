package io.pagesync.run.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.paging.PageSequence;
import io.pagesync.paging.request.PageRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PageSlotsTest {
    private final Pages six = new Pages(OptionalInt.of(6));
    private final Set<Integer> done = new HashSet<>();
    private final StopSignal stop = new StopSignal();

    @Test
    void waves_severalWaves_areAllPagesInOrder() {
        assertThat(pages(slots(4))).containsExactly(List.of(1, 2, 3, 4), List.of(5, 6));
    }

    @Property(tries = 500)
    void waves_together_areEveryPageOnceInOrder(
            @ForAll @IntRange(min = 1, max = 500) int pages, @ForAll @IntRange(max = 60) int batch) {
        PageSlots slots = new PageSlots(new Pages(OptionalInt.of(pages)), batch, page -> false, new StopSignal());
        List<List<Integer>> waves = pages(slots);
        assertThat(waves)
                .allSatisfy(wave -> assertThat(wave.size()).isBetween(1, batch == 0 ? Integer.MAX_VALUE : batch));
        assertThat(waves.stream().flatMap(List::stream))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, pages).boxed().toList());
    }

    @Test
    void waves_largestBatchOfManyPages_areOne() {
        PageSlots slots = new PageSlots(new Pages(OptionalInt.of(50_000_000)), Integer.MAX_VALUE, page -> false, stop);
        Iterator<Iterator<Integer>> waves = slots.waves();
        assertThat(waves.next().next()).isEqualTo(1);
        assertThat(waves.hasNext()).isFalse();
    }

    @Test
    void waves_pagesThatAreDone_areLeftOut() {
        done.addAll(List.of(1, 3, 6));
        assertThat(pages(slots(0))).containsExactly(List.of(2, 4, 5));
    }

    @Test
    void waves_numberOfPagesNotKnown_goOnUntilItIs() {
        Pages unknown = new Pages(OptionalInt.empty());
        Iterator<Integer> wave =
                new PageSlots(unknown, 0, page -> false, stop).waves().next();
        for (int page = 1; page <= 100; page++) {
            assertThat(wave.next()).isEqualTo(page);
        }
        unknown.pages = OptionalInt.of(90);
        assertThat(wave.hasNext()).isFalse();
    }

    @Test
    void waves_endKnown_beginsNoPageFromThere() {
        PageSlots slots = slots(2);
        slots.endBefore(4);
        slots.endBefore(5);
        assertThat(pages(slots).stream().flatMap(List::stream)).containsExactly(1, 2, 3);
        assertThat(slots.end()).isEqualTo(4);
    }

    @Test
    void hasNext_askedTwice_skipsNoPage() {
        Iterator<Integer> wave = slots(0).waves().next();
        wave.next();
        assertThat(wave.hasNext()).isTrue();
        assertThat(wave.hasNext()).isTrue();
        assertThat(wave.next()).isEqualTo(2);
    }

    @Test
    void next_pastTheEnd_throws() {
        Iterator<Integer> wave = new PageSlots(new Pages(OptionalInt.of(1)), 0, page -> false, stop)
                .waves()
                .next();
        wave.next();
        assertThatThrownBy(wave::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void waves_stopped_end() {
        Iterator<Iterator<Integer>> waves = slots(2).waves();
        Iterator<Integer> wave = waves.next();
        wave.next();
        stop.stop("enough");
        assertThat(wave.hasNext()).isFalse();
        assertThat(waves.hasNext()).isFalse();
    }

    @Test
    void hasNext_thatSaidYes_keepsToItWhenStopped() {
        PageSlots slots = slots(0);
        Iterator<Integer> wave = slots.waves().next();
        wave.next();
        assertThat(wave.hasNext()).isTrue();
        stop.stop("enough");
        slots.endBefore(2);
        assertThat(wave.hasNext()).isTrue();
        assertThat(wave.next()).isEqualTo(2);
        assertThat(wave.hasNext()).isFalse();
    }

    private PageSlots slots(int batch) {
        return new PageSlots(six, batch, done::contains, stop);
    }

    private static List<List<Integer>> pages(PageSlots slots) {
        List<List<Integer>> pages = new ArrayList<>();
        slots.waves().forEachRemaining(wave -> {
            List<Integer> numbers = new ArrayList<>();
            wave.forEachRemaining(numbers::add);
            pages.add(numbers);
        });
        return pages;
    }

    /** So many pages, or a number that is told later. */
    private static final class Pages implements PageSequence {
        private OptionalInt pages;

        Pages(OptionalInt pages) {
            this.pages = pages;
        }

        @Override
        public OptionalInt pages() {
            return pages;
        }

        @Override
        public OptionalLong records() {
            return OptionalLong.empty();
        }

        @Override
        public OptionalLong pageSize() {
            return OptionalLong.empty();
        }

        @Override
        public @Nullable PageRequest request(int page) {
            return null;
        }
    }
}
