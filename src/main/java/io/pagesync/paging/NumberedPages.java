package io.pagesync.paging;

import java.util.Iterator;
import java.util.function.BooleanSupplier;

/**
 * Pages by number under a known total: {@code ceil(total / pageSize)} of them, at least one.
 *
 * @param query how one asks for a page
 * @param records the collection's declared number of records, 0 or more
 * @param pageSize the size of its pages, as the server granted it, 1 or more
 * @param batchSize how many pages go out in a wave; 0 means all in one
 */
public record NumberedPages(PageQuery query, long records, long pageSize, int batchSize) implements PagePlan {
    /** The most pages a run can have: their state is kept by page, in a bit and eight bytes. */
    public static final int MOST_PAGES = 50_000_000;

    /**
     * Checks the plan.
     *
     * @throws IllegalArgumentException if a number is out of its range, or there would be more pages than can be
     */
    public NumberedPages {
        if (records < 0 || pageSize < 1 || batchSize < 0) {
            throw new IllegalArgumentException("total " + records + ", page size " + pageSize + ", batch " + batchSize);
        }
        if (count(records, pageSize) > MOST_PAGES) {
            throw new IllegalArgumentException(
                    records + " records in pages of " + pageSize + " are more than " + MOST_PAGES + " pages");
        }
    }

    @Override
    public int pages() {
        return (int) count(records, pageSize);
    }

    @Override
    public int waves() {
        return batchSize == 0 ? 1 : (pages() - 1) / batchSize + 1;
    }

    @Override
    public Iterator<PageRequest> wave(int wave, BooleanSupplier stopped) {
        int first = batchSize == 0 ? 1 : Math.addExact(1, Math.multiplyExact(wave, batchSize));
        int size = batchSize == 0 ? pages() : Math.min(batchSize, pages() - first + 1);
        return PagePlan.until(
                stopped,
                first,
                size,
                page -> request(page, page == 1 ? PageRequest.Purpose.FIRST : PageRequest.Purpose.PAGE));
    }

    @Override
    public PageRequest request(int page, PageRequest.Purpose purpose) {
        return new PageRequest(page, query.page(page), purpose);
    }

    private static long count(long records, long pageSize) {
        return Math.max(1, records / pageSize + (records % pageSize == 0 ? 0 : 1));
    }
}
