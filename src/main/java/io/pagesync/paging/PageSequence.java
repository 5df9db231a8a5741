package io.pagesync.paging;

import io.pagesync.page.Page;
import io.pagesync.paging.request.PageRequest;
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

    /** The highest page that is asked for: the last one, or one behind it, as long as that is to show the end. */
    default int reach() {
        return pages().orElse(Integer.MAX_VALUE);
    }

    /** How many records there are, as the first page declared; empty if no total is known. */
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

    /**
     * Whether the first page has said how many there are, and the one behind the last can be asked for, to see that there is
     * nothing.
     */
    default boolean asksBehind() {
        return true;
    }

    /** Whether a page is asked for by how many records are in front of it, so that one which lacks some leaves a gap. */
    default boolean asksByOffset() {
        return false;
    }

    /**
     * Whether what the last page names as its next one, a link or a number, is the page behind it, or itself, as some APIs have
     * it that never name a page that is not there.
     */
    default boolean leadsNoFurther(String next) {
        return false;
    }

    /** Whether a link, which the API calls that of its last page, is that of a page behind the last one that came. */
    default boolean isBehind(String link) {
        return false;
    }

    /** What is worth knowing of the way the pages were understood, each in one clause. */
    default List<String> notes() {
        return List.of();
    }

    /** How the end was found, as a report names it; null where the first page has said where it is, or it is not found. */
    default @Nullable String ending() {
        return null;
    }

    /**
     * Whether the end was found by what an API may answer as well where it goes no further: a refusal, or the last page once
     * more.
     */
    default boolean mayBeCut() {
        return false;
    }

    /**
     * Whether the end was found by nothing but pages without records, or refused ones, behind a full one: an API that is out of
     * order from some moment on answers all pages so.
     */
    default boolean endsInNothing() {
        return false;
    }

    /** Whether the end was found by pages without records, whatever the last page says of more. */
    default boolean endsEmpty() {
        return false;
    }

    /** Whether there are records behind what seemed to be the end, so that it may have been a failure of a moment. */
    default boolean passesItsEnd() {
        return false;
    }

    /** What speaks against the end that was found, each in one clause. */
    default List<String> doubts() {
        return List.of();
    }

    /**
     * A page has arrived: whoever waits for what it says goes on. Called before the page is delivered.
     *
     * @return whether it is a page of the collection, rather than what the API answers behind its end, which is delivered
     *     to nobody and counts for nothing
     */
    default boolean arrived(Page page) {
        return true;
    }

    /** A page was delivered by an earlier attempt at the run; it had this fingerprint. */
    default void earlier(int page, long fingerprint) {}

    /**
     * A page was refused as strict APIs refuse one behind their last.
     *
     * @param words what the API said
     * @param speaksOfACap whether that is of a window, a limit or a maximum
     * @return whether that is one of the ways in which the end of these pages is found
     */
    default boolean refused(int page, String words, boolean speaksOfACap) {
        return false;
    }

    /** Whether a page before this one, which has been asked for and not been heard of, may still show that it is behind the end. */
    default boolean mayEndBefore(int page) {
        return false;
    }

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
