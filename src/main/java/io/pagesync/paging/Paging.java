package io.pagesync.paging;

import io.pagesync.page.Page;
import io.pagesync.page.read.PageFormat;
import io.pagesync.paging.request.CollectionQuery;
import io.pagesync.paging.request.PageRequest;
import io.pagesync.settings.Naming;
import org.jspecify.annotations.Nullable;

/**
 * How a collection is asked for: with which request its first page is had, and what that page says about the others. A
 * style of paging is one class of this kind; nobody else knows which it is. Immutable.
 */
public interface Paging {
    /** The collection's own parameters, the same for each page. */
    CollectionQuery query();

    /** The request for the first page. */
    PageRequest first();

    /**
     * Whether any page can be asked for at any time, also twice. A style that learns from each page how to ask for the
     * next cannot: its pages are fetched one after the other, and no page is read before those in front of it.
     */
    boolean anyOrder();

    /**
     * The pages of a run, from what the first one says.
     *
     * @param first the first page
     * @param format where the answer keeps what, for messages
     * @param names how whoever has described the collection names its parameters, for messages
     * @param earlier what is known from an earlier attempt at the run
     * @throws io.pagesync.page.InvalidPageException if the page does not say enough, with the parameter that would help
     */
    PageSequence begin(Page first, PageFormat format, Naming names, Earlier earlier);

    /** The collection's parameter that names what pages are asked for by, for messages. */
    default String asksBy() {
        return "pageParameter";
    }

    /** The number that the API, or a page function, gives a page, which counts from 1 here. */
    default int numberOf(int page) {
        return page;
    }

    /** What is known of pages that an earlier attempt has delivered. */
    interface Earlier {
        /** A run that begins anew. */
        Earlier NOTHING = page -> null;

        /**
         * What the page said of the next one, as {@link PageSequence#next} gave it; null if the page was not delivered.
         */
        @Nullable
        String nextOf(int page);
    }
}
