package io.pagesync.evidence;

import io.pagesync.page.Page;
import io.pagesync.page.PageKeys;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is claimed of a run whose verdict is COMPLETE, and the pages that speak against it. Not thread-safe:
 * {@link Evidence} lets one page in at a time.
 */
interface Claim {
    /** How a report names what was proved; null where nothing was, or where it goes without saying. */
    @Nullable
    String proof();

    /** How a report names what nobody has looked at; null where somebody has, or where it goes without saying. */
    default @Nullable String unchecked() {
        return null;
    }

    /** A page of the run was fetched. */
    default void fetched(Page page) {}

    /** A page was read only to compare, before or after all others, or behind the last one. */
    default void compared(Page page) {}

    /** A page was delivered by an earlier attempt at the run, and is not fetched again. */
    default void earlier(int page, int records, long fingerprint) {}

    /** The keys of such a page, which were kept; behind {@link #earlier}. */
    default void earlierKeys(int page, PageKeys keys) {}

    /**
     * What speaks against it, each in one clause.
     *
     * @param allFetched whether every page was fetched, now or earlier
     */
    List<String> contradictions(boolean allFetched);

    /** Whether something changed while pages were read, so that to read them again may help. */
    default boolean changed() {
        return false;
    }

    /** The contradiction after which it is no use to go on; null as long as there is none. */
    default @Nullable String hopeless() {
        return null;
    }

    /** What is worth knowing and speaks neither for nor against it, each in one clause. */
    default List<String> notes() {
        return List.of();
    }
}
