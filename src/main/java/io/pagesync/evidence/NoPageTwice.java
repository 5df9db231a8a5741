package io.pagesync.evidence;

import com.carrotsearch.hppc.LongIntHashMap;
import io.pagesync.page.Page;
import io.pagesync.paging.PageSequence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** No two pages hold the same records, byte for byte. Memory: about 24 bytes a page. */
final class NoPageTwice implements Claim {
    private final PageSequence sequence;
    private final Scrutiny scrutiny;
    private final LongIntHashMap pageByFingerprint = new LongIntHashMap();
    private @Nullable String sign;
    private boolean firstAgain;
    private int repeats;

    NoPageTwice(PageSequence sequence, Scrutiny scrutiny) {
        this.sequence = sequence;
        this.scrutiny = scrutiny;
    }

    /** Under a total it goes without saying. */
    @Override
    public @Nullable String proof() {
        return sequence.records().isEmpty() ? "no page twice" : null;
    }

    @Override
    public void fetched(Page page) {
        int before = note(page.getNumber(), page.getSize(), page.fingerprint());
        if (before != 0) {
            repeated(page, before);
        }
    }

    @Override
    public void earlier(int page, int records, long fingerprint) {
        var unused = note(page, records, fingerprint);
    }

    @Override
    public List<String> contradictions(boolean allFetched) {
        return sign == null ? List.of() : List.of(sign);
    }

    /** One page that comes twice may be a record that was deleted; the first one again, or a third, is the API's way. */
    @Override
    public @Nullable String hopeless() {
        return firstAgain || repeats > 2 ? sign : null;
    }

    /** Whether a page of the run holds the same records. */
    boolean knows(Page page) {
        return pageByFingerprint.containsKey(page.fingerprint());
    }

    /** The page that holds the same; 0 if none does. */
    private int note(int page, int records, long fingerprint) {
        return records == 0 ? 0 : pageByFingerprint.put(fingerprint, page);
    }

    private void repeated(Page again, int before) {
        boolean chance = again.getSize() > 1 && again.isMonotonous();
        if (chance && scrutiny.identity().kind() == Identity.Kind.NONE) {
            return;
        }
        int page = again.getNumber();
        if (!chance) {
            repeats++;
            firstAgain |= Math.min(before, page) == 1;
        }
        if (sign == null) {
            boolean clamped =
                    scrutiny.firstNumber() == 0 && scrutiny.asksBy().equals("pageParameter") && before + page == 3;
            sign = "page " + Math.max(before, page) + " is the same as page " + Math.min(before, page)
                    + (chance
                            ? "; if records are alike on purpose, say that there is no key: none ("
                                    + scrutiny.names().parameter("key") + ")"
                            : clamped
                                    ? ": does the API count its pages from 1? ("
                                            + scrutiny.names().parameter("firstPage") + ")"
                                    : ": " + scrutiny.asksForParameter());
        }
    }
}
