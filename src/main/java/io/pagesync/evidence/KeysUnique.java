package io.pagesync.evidence;

import com.carrotsearch.hppc.LongHashSet;
import io.pagesync.evidence.Identity.Kind;
import io.pagesync.page.Page;
import io.pagesync.page.PageKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * No record comes twice: none of its keys, and every record has one. Where there is no key, records that are alike byte for
 * byte are counted and told, which speaks against nothing. Memory: about 16 bytes a record.
 */
final class KeysUnique implements Claim {
    private final Scrutiny scrutiny;
    private final Identity identity;
    private final LongHashSet keys = new LongHashSet();
    private long repeated;
    private long missing;
    private int firstPage = Integer.MAX_VALUE;
    /** Pages that were delivered earlier, and whose keys nobody has kept. */
    private int unseen;

    private @Nullable PageKeys first;
    private @Nullable PageKeys second;
    private @Nullable String overlap;
    /** How many records page 2 has again of page 1, where only all of a record tells one from another. */
    private int again;

    KeysUnique(Scrutiny scrutiny) {
        this.scrutiny = scrutiny;
        this.identity = scrutiny.identity();
    }

    @Override
    public @Nullable String proof() {
        return !keyed() || unseen > 0
                ? null
                : "unique keys" + (identity.kind() == Kind.FOUND ? " (" + identity.name() + ", found)" : "");
    }

    @Override
    public @Nullable String unchecked() {
        return proof() == null ? "doubles" + (keyed() ? "" : " (no key)") : null;
    }

    @Override
    public void fetched(Page page) {
        seen(page.getNumber(), page.keys());
    }

    @Override
    public void earlierKeys(int page, PageKeys keys) {
        unseen--;
        seen(page, keys);
    }

    private void seen(int page, PageKeys its) {
        int fresh = 0;
        for (int i = 0; i < its.size(); i++) {
            fresh += keys.add(its.get(i)) ? 1 : 0;
        }
        if (fresh < its.size()) {
            repeated += its.size() - fresh;
            firstPage = Math.min(firstPage, page);
        }
        missing += its.missing();
        first = page == 1 ? its : first;
        second = page == 2 ? its : second;
        if (page <= 2) {
            noteOverlap();
        } else if (fresh == 0) {
            noteFirstAgain(page, its);
        }
    }

    @Override
    public void earlier(int page, int records, long fingerprint) {
        unseen += records > 0 ? 1 : 0;
    }

    @Override
    public List<String> contradictions(boolean allFetched) {
        List<String> signs = new ArrayList<>();
        if (overlap != null) {
            signs.add(overlap);
        }
        if (keyed() && repeated > 0) {
            signs.add(String.format(
                    Locale.ROOT,
                    "%,d key%s came twice, first on page %,d (%s)",
                    repeated,
                    repeated == 1 ? "" : "s",
                    firstPage,
                    identity.described(scrutiny.names())));
        }
        if (again > 0) {
            signs.add(String.format(
                    Locale.ROOT,
                    "page 2 begins with the last %s of page 1: something came in front of them, or pages leave out records"
                            + " that their offsets count",
                    again == 1 ? "record" : again + " records"));
        }
        if (keyed() && missing > 0) {
            signs.add(String.format(
                    Locale.ROOT,
                    "%,d record%s no key (%s)",
                    missing,
                    missing == 1 ? " has" : "s have",
                    identity.described(scrutiny.names())));
        }
        return signs;
    }

    @Override
    public boolean changed() {
        return (keyed() && repeated > 0 && overlap == null) || again > 0;
    }

    @Override
    public @Nullable String hopeless() {
        return overlap;
    }

    @Override
    public List<String> notes() {
        return identity.kind() == Kind.WHOLE_RECORD && repeated > 0
                ? List.of(String.format(
                        Locale.ROOT,
                        "%,d record%s came twice, byte for byte, first on page %,d; nothing says whether they should",
                        repeated,
                        repeated == 1 ? "" : "s",
                        firstPage))
                : List.of();
    }

    /** Whether all of these keys were seen before, and there are any. */
    boolean knows(PageKeys others) {
        for (int i = 0; i < others.size(); i++) {
            if (!keys.contains(others.get(i))) {
                return false;
            }
        }
        return others.size() > 0;
    }

    /** Where the API does not know what it is asked by, each page is the first one, also if its records carry a time. */
    private void noteFirstAgain(int page, PageKeys its) {
        if (overlap == null && keyed() && first != null && first.size() > 2 && its.sameAs(first)) {
            overlap = "page " + page + " holds the same keys as page 1: " + scrutiny.asksForParameter()
                    + (identity.kind() == Kind.FOUND
                            ? " Or is " + identity.name() + " no key? Then say none ("
                                    + scrutiny.names().parameter("key") + ")"
                            : "");
        }
    }

    private boolean keyed() {
        return identity.kind() == Kind.NAMED || identity.kind() == Kind.FOUND;
    }

    /** Where the page parameter takes an offset, page 2 holds all records of page 1 but the first one or two. */
    private void noteOverlap() {
        // Records that are alike show no order.
        if (first == null || second == null || first.size() < 3 || !first.areAllDifferent()) {
            return;
        }
        noteFirstAgain(2, second);
        for (int shift = 3; shift < first.size() && identity.kind() == Kind.WHOLE_RECORD; shift++) {
            again = second.areAllDifferent() && second.continues(first, shift) ? first.size() - shift : again;
        }
        for (int shift = 1; shift <= 2; shift++) {
            if (second.continues(first, shift)) {
                overlap = "page 2 begins with record " + (shift + 1)
                        + " of page 1: it seems that the page parameter takes"
                        + " an offset; name it as that (" + scrutiny.names().parameter("offsetParameter") + ")";
            }
        }
    }
}
