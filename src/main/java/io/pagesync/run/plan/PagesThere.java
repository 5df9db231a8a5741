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
    /** Those that came with other records, and stay as they were. */
    private final BitSet kept = new BitSet();

    /** Those of an earlier attempt, which may have been cut short between a destination's note of a page and its own. */
    private final BitSet ofEarlier = new BitSet();

    private final BitSet unread = new BitSet();
    private boolean goesOn;
    private int keptUnread;

    /** Nothing is there any more. */
    public synchronized void clear() {
        there = null;
        ofEarlier.clear();
        goesOn = false;
    }

    /** A pass begins in which all pages are to come. */
    public synchronized void beginPass() {
        inThisPass.clear();
    }

    /** The page was delivered by an earlier attempt at the run. */
    public synchronized void earlier(int page, long fingerprint) {
        add(page, fingerprint);
        ofEarlier.set(page);
        goesOn = true;
    }

    /** The pages from this one on are not of this pass. */
    public synchronized void forgetFrom(int page) {
        inThisPass.clear(page, Math.max(page, inThisPass.length()));
    }

    /** The page is delivered. */
    public synchronized void add(int page, long fingerprint) {
        IntLongHashMap pages = there == null ? new IntLongHashMap() : there;
        pages.put(page, fingerprint);
        there = pages;
        inThisPass.set(page);
        ofEarlier.clear(page);
        unread.clear(page);
    }

    /** Whether the page is there in this pass. */
    public synchronized boolean isInThisPass(int page) {
        return inThisPass.get(page);
    }

    /** The page could not be read, and may be asked for again. */
    public synchronized void notRead(int page) {
        unread.set(page);
    }

    /**
     * Whether a page need not be delivered once more: it was, with these records; or with others, whose place these cannot
     * take. What an earlier attempt has noted of a page need not be what destinations had of it last; so, where these can take
     * the place of others, it is delivered again.
     */
    public synchronized boolean has(Page page, boolean mayBeReplaced) {
        IntLongHashMap pages = there;
        int number = page.getNumber();
        // Also where it fails on its way now, it was read.
        unread.clear(number);
        if (pages == null || !pages.containsKey(number) || (mayBeReplaced && ofEarlier.get(number))) {
            return false;
        }
        boolean same = pages.get(number) == page.fingerprint();
        kept.set(number, !same && !mayBeReplaced);
        if (kept.get(number) && goesOn && keptUnread == 0) {
            keptUnread = number;
        }
        return same || !mayBeReplaced;
    }

    /** Whether the page came with other records, and stays as it was. */
    public synchronized boolean isKept(int page) {
        return kept.get(page);
    }

    /** The fingerprint of what is there of a page that has come, when it is delivered. */
    public synchronized long delivered(Page page) {
        IntLongHashMap pages = there;
        return pages != null && kept.get(page.getNumber()) ? pages.get(page.getNumber()) : page.fingerprint();
    }

    /**
     * The first page that came with other records and stays as it was, where an earlier attempt has delivered some pages; 0 if
     * there is none. This attempt has not read all that is there, so nobody can tell whether the keys are the same.
     */
    public synchronized int keptUnread() {
        return keptUnread;
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
