package io.pagesync.evidence;

import io.pagesync.page.Page;
import io.pagesync.page.PageKeys;
import io.pagesync.paging.PageSequence;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the pages of a run say for and against it having all of its collection. It looks at every page, and each claim
 * speaks as far as the way of paging lets it. Thread-safe.
 */
public final class Evidence {
    private final PageSequence sequence;
    private final TotalsAgree totals;
    private final EndIsTheEnd end;
    private final SameAgain again;
    private final List<Claim> claims;

    /** Of a run that has seen no page yet. */
    public Evidence(PageSequence sequence, Scrutiny scrutiny) {
        this(sequence, scrutiny, null, null);
    }

    /**
     * The same of a further pass, or of a partition.
     *
     * @param apart where the keys are none of another partition's; null if they may be
     * @param before the keys that the pass before has read; null if they are not to be compared
     */
    public Evidence(PageSequence sequence, Scrutiny scrutiny, KeysApart.@Nullable Part apart, @Nullable KeySet before) {
        this.sequence = sequence;
        NoPageTwice pages = new NoPageTwice(sequence, scrutiny);
        KeysUnique keys = new KeysUnique(scrutiny);
        totals = new TotalsAgree(sequence, scrutiny);
        end = new EndIsTheEnd(sequence, scrutiny, pages, keys);
        again = new SameAgain(scrutiny.confirmed(), before);
        Bracket bracket = new Bracket(sequence, scrutiny.bracketed());
        PagesFull full = new PagesFull(sequence, scrutiny);
        if (apart == null) {
            claims = List.of(totals, end, full, pages, keys, bracket, again);
        } else {
            apart.keyed(scrutiny.identity());
            claims = List.of(totals, end, full, pages, keys, bracket, again, apart);
        }
    }

    /** All keys that this pass has read; null where some pages were delivered before it. */
    public synchronized @Nullable KeySet keys() {
        return again.keys();
    }

    /** Whether this pass has read the same keys as the one before. */
    public synchronized boolean isConfirmed() {
        return again.proof() != null && again.contradictions(true).isEmpty();
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

    /** The keys of such a page, which were kept, each page once; behind {@link #earlier}. */
    public void earlierKeys(int page, PageKeys keys) {
        each(claim -> claim.earlierKeys(page, keys));
    }

    /**
     * The page behind the last one was refused, as strict APIs do.
     *
     * @param status the HTTP status; 0 if there is none
     * @param reason what the server said of it; empty if it said nothing
     * @param speaksOfACap whether that is of a window, a limit or a maximum
     */
    public synchronized void refusedBehind(int status, String reason, boolean speaksOfACap) {
        end.refused(status, reason, speaksOfACap);
    }

    /** The page behind the last one could not be read, for a reason that says nothing of the end. */
    public synchronized void unreadableBehind(String why) {
        end.unreadable(why);
    }

    /** Whether a page is behind the end of the collection as it is now, by the total that was declared last. */
    public synchronized boolean behindTheEnd(int page) {
        return totals.behindTheEnd(page);
    }

    /** Whether the page behind the last one is to be read. */
    public synchronized boolean wantsALookBehind() {
        return end.wantsALook();
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

    /** Whether something changed while pages were read, so that to read them again may help. */
    public synchronized boolean changed() {
        return claims.stream().anyMatch(Claim::changed);
    }

    /** The sign after which it is no use to ask for the other pages; null as long as there is none. */
    public synchronized @Nullable String hopeless() {
        return said(Claim::hopeless).findFirst().orElse(null);
    }

    /** What is proved, if nothing speaks against it. */
    public synchronized List<String> proofs() {
        return said(Claim::proof).toList();
    }

    /** What nobody has looked at. */
    public synchronized List<String> unchecked() {
        return said(Claim::unchecked).toList();
    }

    /** What is worth knowing and speaks neither for nor against the run, each in one clause. */
    public synchronized List<String> notes() {
        return Stream.concat(sequence.notes().stream(), claims.stream().flatMap(claim -> claim.notes().stream()))
                .toList();
    }

    private Stream<String> said(Function<Claim, @Nullable String> what) {
        return claims.stream().map(what).filter(Objects::nonNull);
    }

    private synchronized void each(Consumer<Claim> what) {
        claims.forEach(what);
    }
}
