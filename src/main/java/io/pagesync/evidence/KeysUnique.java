package io.pagesync.evidence;

import com.carrotsearch.hppc.LongHashSet;
import io.pagesync.page.Page;
import io.pagesync.page.PageKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** No key comes twice, and every record has one. Silent where no key is named. Memory: about 16 bytes a record. */
final class KeysUnique implements Claim {
    private final boolean named;
    private final LongHashSet keys = new LongHashSet();
    private long repeated;
    private long missing;
    private int firstPage;
    private boolean unseen;

    KeysUnique(boolean named) {
        this.named = named;
    }

    /** Not where pages were delivered earlier: nobody has kept their keys. */
    @Override
    public @Nullable String proof() {
        return named && !unseen ? "unique keys" : null;
    }

    @Override
    public void fetched(Page page) {
        PageKeys its = page.keys();
        for (int i = 0; i < its.size(); i++) {
            if (!keys.add(its.get(i)) && repeated++ == 0) {
                firstPage = page.getNumber();
            }
        }
        missing += its.missing();
    }

    @Override
    public void earlier(int page, int records, long fingerprint) {
        unseen |= records > 0;
    }

    @Override
    public List<String> contradictions(boolean allFetched) {
        List<String> signs = new ArrayList<>();
        if (repeated > 0) {
            signs.add(String.format(Locale.ROOT, "%,d keys came twice, first on page %,d", repeated, firstPage));
        }
        if (missing > 0) {
            signs.add(String.format(Locale.ROOT, "%,d records have no key", missing));
        }
        return signs;
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
}
