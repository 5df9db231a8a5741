package io.pagesync.evidence;

import io.pagesync.page.Page;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Two passes, one after the other, have read the same keys. */
final class SameAgain implements Claim {
    private final boolean asked;
    private final @Nullable KeySet before;
    private KeySet now = KeySet.EMPTY;
    private boolean unseen;

    /** {@code before} is what the pass before has read; null if there was none, or not all of it was seen. */
    SameAgain(boolean asked, @Nullable KeySet before) {
        this.asked = asked;
        this.before = before;
    }

    @Override
    public @Nullable String proof() {
        return asked && before != null ? "confirmed" : null;
    }

    @Override
    public void fetched(Page page) {
        now = now.and(page.keys().size(), page.keys().fingerprint());
    }

    @Override
    public void earlier(int page, int records, long fingerprint) {
        unseen |= records > 0;
    }

    @Override
    public List<String> contradictions(boolean allFetched) {
        if (!asked || before == null || !allFetched || now.equals(before)) {
            return List.of();
        }
        return List.of(
                now.count() == before.count()
                        ? "a second pass found other keys than the first, as many"
                        : String.format(
                                Locale.ROOT,
                                "a second pass found %,d keys, the first %,d",
                                now.count(),
                                before.count()));
    }

    @Override
    public boolean changed() {
        return !contradictions(true).isEmpty();
    }

    /** All keys of this pass; null where some pages were delivered before it. */
    @Nullable
    KeySet keys() {
        return unseen ? null : now;
    }
}
