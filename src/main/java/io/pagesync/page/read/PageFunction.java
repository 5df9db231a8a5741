package io.pagesync.page.read;

import org.jspecify.annotations.Nullable;

/** Where pages come from that no HTTP API gives: a function from a page's number to the page. */
@FunctionalInterface
public interface PageFunction {
    /**
     * Gets a page; called by several threads at once, each page once unless it is tried again.
     *
     * @param page the page's number; the first is 1 unless it was set otherwise
     * @return the page as an API would answer it: JSON as bytes (UTF-8) or text, or whatever Jackson writes as JSON, such
     *     as a Map
     * @throws Exception if there is no such page; an {@link java.io.IOException} (also an unchecked one) may pass, so the
     *     page is asked for again
     */
    @Nullable
    Object page(int page) throws Exception;
}
