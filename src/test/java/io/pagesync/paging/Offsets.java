package io.pagesync.paging;

import io.pagesync.page.Page;
import io.pagesync.page.read.PageFormat;
import io.pagesync.settings.Naming;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A style of paging in one class, as docs/architecture.md describes it: by the offset of a page's first record, under a
 * total. Meant where the page parameter is called {@code offset}.
 */
public record Offsets(String path, CollectionQuery query) implements Paging {
    /** Finds it. */
    public static final class Style implements PagingStyle {
        @Override
        public boolean isMeantBy(PagingParameters given) {
            return given.text("pageParameter").equals("offset");
        }

        @Override
        public Paging paging(PagingParameters given) {
            return new Offsets(given.path(), given.query("offset"));
        }
    }

    @Override
    public PageRequest first() {
        return new PageRequest(1, path, query.with("offset", "0"));
    }

    @Override
    public boolean anyOrder() {
        return true;
    }

    @Override
    public PageSequence begin(Page first, PageFormat format, Naming names, Earlier earlier) {
        long total = first.total().orElse(0);
        int size = Math.max(1, first.getSize());
        return new Pages(
                this, size, OptionalInt.of((int) Math.max(1, (total + size - 1) / size)), OptionalLong.of(total));
    }

    private record Pages(Offsets style, int size, OptionalInt pages, OptionalLong records) implements PageSequence {
        @Override
        public OptionalLong pageSize() {
            return OptionalLong.of(size);
        }

        @Override
        public PageRequest request(int page) {
            return new PageRequest(page, style.path, style.query.with("offset", Long.toString((page - 1L) * size)));
        }
    }
}
