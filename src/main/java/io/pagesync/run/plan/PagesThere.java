package io.pagesync.run.plan;

import com.carrotsearch.hppc.IntLongHashMap;
import io.pagesync.page.Page;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The pages of a partition that have been delivered in this run, and those that could not be read, over all of its passes. Memory: some
 * 24 bytes a page. Thread-safe.
 */
public final class PagesThere {
    /** By the fingerprints of their records. */
    private @Nullable IntLongHashMap there;

    private final BitSet inThisPass = new BitSet();
    private final BitSet unread = new BitSet();

    /** A pass begins in which all pages are to come. */
    public synchronized void beginPass() {
        inThisPass.clear();
    }

    /** The page is delivered. */
    public synchronized void add(int page, long fingerprint) {
        IntLongHashMap pages = there == null ? new IntLongHashMap() : there;
        pages.put(page, fingerprint);
        there = pages;
        inThisPass.set(page);
        unread.clear(page);
    }

    /** The page could not be read, and may be asked for again. */
    public synchronized void notRead(int page) {
        unread.set(page);
    }

    /**
     * Whether a page need not be delivered once more: it was, with these records; or with others, whose place these cannot
     * take.
     */
    public synchronized boolean has(Page page, boolean mayBeReplaced) {
        IntLongHashMap pages = there;
        return pages != null
                && pages.containsKey(page.getNumber())
                && (pages.get(page.getNumber()) == page.fingerprint() || !mayBeReplaced);
    }

    /** The pages that an earlier pass had and this one has not; they are forgotten. */
    public synchronized List<Integer> takeOthers() {
        IntLongHashMap pages = there;
        if (pages == null) {
            return List.of();
        }
        List<Integer> others = IntStream.of(pages.keys().toArray())
                .filter(page -> !inThisPass.get(page))
                .boxed()
                .toList();
        others.forEach(pages::remove);
        return others;
    }

    /** The pages that could not be read, in ascending order. */
    public synchronized List<Integer> notRead() {
        return unread.stream().boxed().toList();
    }
}
