package io.pagesync.evidence;

import io.pagesync.page.Page;
import io.pagesync.paging.PageSequence;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * What the pages of a run say for and against it having all of its collection. It looks at every page, and each claim
 * speaks as far as the way of paging lets it. Thread-safe.
 */
public final class Evidence {
    private final TotalsAgree totals;
    private final EndIsTheEnd end;
    private final List<Claim> claims;

    /**
     * Of a run that has seen no page yet.
     *
     * @param sequence its pages
     * @param keyed whether records have a key
     * @param bracketed whether first and last page are read before and after all others
     */
    public Evidence(PageSequence sequence, boolean keyed, boolean bracketed) {
        NoPageTwice pages = new NoPageTwice();
        KeysUnique keys = new KeysUnique(keyed);
        totals = new TotalsAgree(sequence);
        end = new EndIsTheEnd(sequence, pages, keys);
        claims = List.of(totals, end, keys, new Bracket(sequence, bracketed), pages);
    }

    /** A page of the run was fetched. */
    public void fetched(Page page) {
        each(claim -> claim.fetched(page));
    }

    /** A page was read only to compare, before or after all others, or behind the last one. */
    public void compared(Page page) {
        each(claim -> claim.compared(page));
    }

    /** A page was delivered by an earlier attempt at the run, with so many records. */
    public void earlier(int page, int records, long fingerprint) {
        each(claim -> claim.earlier(page, records, fingerprint));
    }

    /** Whether a page is behind the end of the collection as it is now, by the total that was declared last. */
    public synchronized boolean behindTheEnd(int page) {
        return totals.behindTheEnd(page);
    }

    /** Whether the page behind the last one is to be read. */
    public synchronized boolean wantsALookBehind() {
        return end.mayBeCapped();
    }

    /**
     * Every sign that the run does not hold the collection as it was at one moment, each in one clause.
     *
     * @param allFetched whether every page was fetched
     */
    public synchronized List<String> drift(boolean allFetched) {
        return claims.stream()
                .flatMap(claim -> claim.contradictions(allFetched).stream())
                .toList();
    }

    /** What is proved, if nothing speaks against it. */
    public synchronized List<String> proofs() {
        return claims.stream().map(Claim::proof).filter(Objects::nonNull).toList();
    }

    private synchronized void each(Consumer<Claim> what) {
        claims.forEach(what);
    }
}
