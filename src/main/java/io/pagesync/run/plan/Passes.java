package io.pagesync.run.plan;

import io.pagesync.report.Verdict;
import java.util.List;

/**
 * Which passes over a collection follow one another, until what its pages say agrees: what failed is asked for again, what
 * changed meanwhile is read again, and a run that is to be confirmed reads all of it twice. Not thread-safe.
 */
public final class Passes {
    private final Collection.Checking checking;
    private int repairs;
    private int whole = 1;
    private List<String> signs = List.of();
    private boolean confirmed;
    private boolean repaired;
    private Next now = Next.ALL_PAGES;

    /** What the next pass asks for. */
    public enum Next {
        /** There is none. */
        NONE,
        /** The pages that failed. */
        FAILED_PAGES,
        /** All pages, from the first one on; those that are the same are delivered to nobody. */
        ALL_PAGES
    }

    /**
     * What a pass has come to.
     *
     * @param verdict what would be said if it were the last one
     * @param again how many pages could not be read and may be asked for again
     * @param confirmed whether it has read the same keys as the one before
     * @param drift the signs that the collection changed, if it seems to have changed while it was read
     * @param replaces whether every destination can put other records in the place of a page's
     */
    public record Ended(Verdict verdict, int again, boolean confirmed, List<String> drift, boolean replaces) {
        /** Copies the list. */
        public Ended {
            drift = List.copyOf(drift);
        }
    }

    /** Before the first pass. */
    public Passes(Collection.Checking checking) {
        this.checking = checking;
    }

    /** Decides what follows a pass that nothing has stopped. */
    public Next after(Ended pass) {
        confirmed |= pass.confirmed() && pass.verdict().whole();
        now = next(pass);
        whole += now == Next.ALL_PAGES ? 1 : 0;
        return now;
    }

    private Next next(Ended pass) {
        if (pass.verdict().whole()) {
            return owesPass() ? Next.ALL_PAGES : Next.NONE;
        }
        boolean failed = pass.verdict() == Verdict.PARTIAL && pass.again() > 0;
        // What looks the same each time is the API's way, and no change.
        boolean changed = pass.verdict() == Verdict.DRIFTED
                && pass.replaces()
                && !pass.drift().isEmpty()
                && !pass.drift().equals(signs);
        signs = pass.drift();
        if (repairs == checking.repairPasses() || !(failed || changed)) {
            return Next.NONE;
        }
        repairs++;
        repaired = true;
        return failed ? Next.FAILED_PAGES : Next.ALL_PAGES;
    }

    /** What the pass that is under way asks for. */
    public Next now() {
        return now;
    }

    /** Whether pages were there before this pass. */
    public boolean isAgain() {
        return whole > 1;
    }

    /** Whether the evidence that was asked for lacks a pass. */
    public boolean owesPass() {
        return checking.confirmed() && !confirmed;
    }

    /** Whether something was read again because it was not right at first. */
    public boolean repaired() {
        return repaired;
    }
}
