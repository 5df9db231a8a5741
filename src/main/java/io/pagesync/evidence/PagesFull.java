package io.pagesync.evidence;

import io.pagesync.page.Page;
import io.pagesync.paging.PageSequence;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where pages have numbers and no total adds up their records, one in front of the last is not empty; one that is shorter
 * than others is told, since some APIs leave out of a page what nobody may see. Memory: an entry for each length of a page.
 */
final class PagesFull implements Claim {
    private final PageSequence sequence;
    private final boolean applies;
    /** The first page of each length. */
    private final TreeMap<Integer, Integer> firstOf = new TreeMap<>();
    /** The last page that holds records. */
    private int last;

    PagesFull(PageSequence sequence, Scrutiny scrutiny) {
        this.sequence = sequence;
        this.applies = sequence.records().isEmpty() && !scrutiny.asksBy().equals("next");
    }

    /** It goes without saying. */
    @Override
    public @Nullable String proof() {
        return null;
    }

    @Override
    public void fetched(Page page) {
        note(page.getNumber(), page.getSize());
    }

    @Override
    public void earlier(int page, int records, long fingerprint) {
        note(page, records);
    }

    private void note(int page, int records) {
        if (applies) {
            firstOf.merge(records, page, Math::min);
            last = records > 0 ? Math.max(last, page) : last;
        }
    }

    @Override
    public List<String> contradictions(boolean allFetched) {
        int empty = firstOf.getOrDefault(0, Integer.MAX_VALUE);
        // Where the end is shown by the pages themselves, an empty one is theirs to speak of.
        return empty < last && sequence.asksBehind()
                ? List.of(String.format(Locale.ROOT, "page %,d is empty, although page %,d holds records", empty, last))
                : List.of();
    }

    @Override
    public List<String> notes() {
        return firstOf.headMap(firstOf.isEmpty() ? 0 : firstOf.lastKey()).entrySet().stream()
                .filter(length -> length.getKey() > 0 && length.getValue() < last)
                .min(Map.Entry.comparingByValue())
                .map(length -> List.of(String.format(
                        Locale.ROOT,
                        "page %,d holds %,d records, where others hold %,d; no total tells whether it lacks some",
                        length.getValue(),
                        length.getKey(),
                        firstOf.lastKey())))
                .orElse(List.of());
    }
}
