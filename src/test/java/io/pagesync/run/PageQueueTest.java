package io.pagesync.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.page.Page;
import io.pagesync.paging.NumberedPages;
import io.pagesync.paging.PageQuery;
import io.pagesync.paging.PageRequest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageQueueTest {
    private final Page first = Runs.declaring(1, 6, 1, 1);
    private final MemoryLedger ledger = new MemoryLedger();
    private final StopSignal stop = new StopSignal();

    @Test
    void waves_oneWave_isTheFirstPageItselfAndRequests() {
        Iterator<Object> wave = queue(0).waves().next();
        assertThat(wave.next()).isSameAs(first);
        assertThat(wave.next()).isInstanceOf(PageRequest.class);
    }

    @Test
    void waves_severalWaves_areAllPagesInOrder() {
        assertThat(pages(queue(4))).containsExactly(List.of(1, 2, 3, 4), List.of(5, 6));
    }

    @Test
    void waves_pagesTheLedgerHas_areLeftOut() {
        ledger.done(1, 1);
        ledger.done(3, 1);
        ledger.done(6, 1);
        assertThat(pages(queue(0))).containsExactly(List.of(2, 4, 5));
    }

    @Test
    void waves_endKnown_startsNoPageFromThere() {
        PageQueue queue = queue(2);
        queue.endBefore(4);
        queue.endBefore(5);
        assertThat(pages(queue).stream().flatMap(List::stream)).containsExactly(1, 2, 3);
        assertThat(queue.end()).isEqualTo(4);
    }

    @Test
    void hasNext_askedTwice_skipsNoPage() {
        Iterator<Object> wave = queue(0).waves().next();
        wave.next();
        assertThat(wave.hasNext()).isTrue();
        assertThat(wave.hasNext()).isTrue();
        assertThat(((PageRequest) wave.next()).page()).isEqualTo(2);
    }

    @Test
    void waves_stopped_end() {
        Iterator<Iterator<Object>> waves = queue(2).waves();
        Iterator<Object> wave = waves.next();
        wave.next();
        stop.stop("enough");
        assertThat(wave.hasNext()).isFalse();
        assertThat(waves.hasNext()).isFalse();
    }

    @Test
    void hasNext_thatSaidYes_keepsToItWhenStopped() {
        PageQueue queue = queue(0);
        Iterator<Object> wave = queue.waves().next();
        wave.next();
        assertThat(wave.hasNext()).isTrue();
        stop.stop("enough");
        queue.endBefore(2);
        assertThat(wave.hasNext()).isTrue();
        assertThat(((PageRequest) wave.next()).page()).isEqualTo(2);
        assertThat(wave.hasNext()).isFalse();
    }

    private PageQueue queue(int batch) {
        PageQuery query = PageQuery.of("", "page", "pageSize", 0, 1);
        return new PageQueue(new NumberedPages(query, 6, 1, batch), first, ledger, stop);
    }

    private static List<List<Integer>> pages(PageQueue queue) {
        List<List<Integer>> pages = new ArrayList<>();
        queue.waves().forEachRemaining(wave -> {
            List<Integer> numbers = new ArrayList<>();
            wave.forEachRemaining(
                    each -> numbers.add(each instanceof Page page ? page.getNumber() : ((PageRequest) each).page()));
            pages.add(numbers);
        });
        return pages;
    }
}
