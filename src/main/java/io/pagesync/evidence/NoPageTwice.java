package io.pagesync.evidence;

import com.carrotsearch.hppc.LongIntHashMap;
import io.pagesync.page.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** No two pages hold the same records, byte for byte. Memory: about 24 bytes a page. */
final class NoPageTwice implements Claim {
    private final Scrutiny scrutiny;
    private final LongIntHashMap pageByFingerprint = new LongIntHashMap();
    private @Nullable String sign;
    private boolean firstAgain;
    private int repeats;

    NoPageTwice(Scrutiny scrutiny) {
        this.scrutiny = scrutiny;
    }

    @Override
    public @Nullable String proof() {
        return null;
    }

    @Override
    public void fetched(Page page) {
        note(page.getNumber(), page.getSize(), page.fingerprint());
    }

    @Override
    public void earlier(int page, int records, long fingerprint) {
        note(page, records, fingerprint);
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

    private void note(int page, int records, long fingerprint) {
        int before = records == 0 ? 0 : pageByFingerprint.put(fingerprint, page);
        if (before != 0) {
            repeats++;
            firstAgain |= Math.min(before, page) == 1;
        }
        if (before != 0 && sign == null) {
            boolean clamped =
                    scrutiny.firstNumber() == 0 && scrutiny.asksBy().equals("pageParameter") && before + page == 3;
            sign = "page " + page + " is the same as page " + before
                    + (clamped
                            ? ": does the API count its pages from 1? ("
                                    + scrutiny.names().parameter("firstPage") + ")"
                            : ": does the API know the parameter by which it is asked? ("
                                    + scrutiny.names().parameter(scrutiny.asksBy()) + ")");
        }
    }
}
