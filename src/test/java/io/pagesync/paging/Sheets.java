package io.pagesync.paging;

import io.pagesync.page.Page;
import io.pagesync.page.read.PageFormat;
import io.pagesync.paging.request.CollectionQuery;
import io.pagesync.paging.request.PageRequest;
import io.pagesync.settings.Naming;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A style of paging in one class, as docs/architecture.md describes it: pages have names, {@code s1}, {@code s2}, under a
 * total. Meant where the page parameter is called {@code sheet}.
 */
public record Sheets(String path, CollectionQuery query) implements Paging {
    /** Finds it. */
    public static final class Style implements PagingStyle {
        @Override
        public boolean isMeantBy(PagingParameters given) {
            return given.text("pageParameter").equals("sheet");
        }

        @Override
        public Paging paging(PagingParameters given) {
            return new Sheets(given.path(), given.query("sheet"));
        }
    }

    @Override
    public PageRequest first() {
        return sheet(1);
    }

    @Override
    public boolean anyOrder() {
        return true;
    }

    @Override
    public PageSequence begin(Page first, PageFormat format, Naming names, Earlier earlier) {
        long total = first.total().orElse(0);
        int size = Math.max(1, first.getSize());
        int pages = (int) Math.max(1, (total + size - 1) / size);
        return new Pages(this, OptionalInt.of(pages), OptionalLong.of(total), OptionalLong.of(size));
    }

    private PageRequest sheet(int page) {
        return new PageRequest(page, path, query.with("sheet", "s" + page));
    }

    private record Pages(Sheets style, OptionalInt pages, OptionalLong records, OptionalLong pageSize)
            implements PageSequence {
        @Override
        public PageRequest request(int page) {
            return style.sheet(page);
        }
    }
}
