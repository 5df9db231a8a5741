package io.pagesync.paging;

import io.pagesync.page.Page;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The pages of one run. Where their number is not known, slots 1, 2, 3... are handed out all the same, and those behind the
 * end turn out to be void. Thread-safe.
 */
public interface PageSequence {
    /** How many pages there are, at least 1; empty as long as the end is not known. */
    OptionalInt pages();

    /** How many records there are, as the first page declared; empty if the style knows no total. */
    OptionalLong records();

    /** How many records a page holds, the last one aside; empty if the style does not need to know. */
    OptionalLong pageSize();

    /**
     * The request for a page; waits, where only the page before says how to ask for it.
     *
     * @param page which page, from 1
     * @return the request; null if the page is known to be behind the end, or cannot be asked for any more because a page
     *     in front of it is lost
     * @throws io.pagesync.page.InvalidPageException if what the page before said cannot be asked for
     */
    @Nullable
    PageRequest request(int page) throws InterruptedException;

    /** Whether the page behind the last one can be asked for, to see that there is nothing. */
    default boolean asksBehind() {
        return true;
    }

    /** Whether what a page names as its next one, a link or a number, is the page behind the last one. */
    default boolean leadsBehind(String next) {
        return false;
    }

    /** What is worth knowing of the way the first page was understood, each in one clause. */
    default List<String> notes() {
        return List.of();
    }

    /** A page has arrived: whoever waits for what it says goes on. Called before the page is delivered. */
    default void arrived(Page page) {}

    /** A page will not arrive: whoever waits for what it would have said is told that there is nothing more. */
    default void lost(int page) {}

    /**
     * What a page says of the next one, fit to be kept, so that a run that is resumed can go on behind it; empty where
     * pages are asked for without it, or the page is the last.
     */
    default String next(Page page) {
        return "";
    }
}
