package io.pagesync.evidence;

import io.pagesync.page.Page;
import io.pagesync.paging.PageSequence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * No page lacks a part of its records. One that speaks of an error beside them may, unless a total adds them up; where a shard
 * of a search engine has failed, the total lacks them, too. Where pages have numbers and no total adds up their records, one in
 * front of the last is not empty; one that is shorter than others is told, since some APIs leave out of a page what nobody may
 * see. Where they are asked for by offset, and all behind the first are shorter alike, the API gives no more at a time, and nobody
 * has asked for what is between the end of one and the next. Memory: an entry for each length of a page.
 */
final class PagesFull implements Claim {
    /** So many pages of one length are no chance. */
    private static final int ENOUGH = 3;

    private final PageSequence sequence;
    private final Scrutiny scrutiny;
    private final boolean applies;
    private @Nullable String error;
    /** The pages of each length. */
    private final TreeMap<Integer, Alike> lengths = new TreeMap<>();
    /** The last page that holds records. */
    private int last;

    /** Pages of one length: the first of them, and how many there are. */
    private record Alike(int first, int count) {
        Alike and(Alike other) {
            return new Alike(Math.min(first, other.first), count + other.count);
        }
    }

    PagesFull(PageSequence sequence, Scrutiny scrutiny) {
        this.sequence = sequence;
        this.scrutiny = scrutiny;
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
        String said = page.envelope().error();
        // Of an error alone, a total that adds up shows that it took no record; who gives a part counts the part.
        if (error == null && said != null && (sequence.records().isEmpty() || !said.startsWith("'/error"))) {
            error = "page " + page.getNumber() + " speaks of an error beside its records: " + said;
        }
    }

    @Override
    public void earlier(int page, int records, long fingerprint) {
        note(page, records);
    }

    private void note(int page, int records) {
        if (applies) {
            lengths.merge(records, new Alike(page, 1), Alike::and);
            last = records > 0 ? Math.max(last, page) : last;
        }
    }

    @Override
    public List<String> contradictions(boolean allFetched) {
        List<String> signs = new ArrayList<>();
        if (error != null && scrutiny.looksBehind()) {
            signs.add(error + "; if you know that they are all there, say that the end is declared ("
                    + scrutiny.names().parameter("end") + ")");
        }
        // Where the end is shown by the pages themselves, an empty one is theirs to speak of.
        if (emptyInside() && sequence.asksBehind()) {
            signs.add(String.format(
                    Locale.ROOT, "page %,d is empty, although page %,d holds records", firstEmpty(), last));
        }
        int granted = grantedBehindTheFirst();
        if (granted > 0) {
            signs.add(String.format(
                    Locale.ROOT,
                    "page 1 holds %,d records, and those behind it %,d, although each was asked for %,d behind the one before:"
                            + " what is between is missing; ask for pages of %,d (%s)",
                    lengths.lastKey(),
                    granted,
                    lengths.lastKey(),
                    granted,
                    scrutiny.names().parameter("pageSize")));
        }
        return signs;
    }

    /** What has failed for a moment may be there the next time. */
    @Override
    public boolean changed() {
        return (error != null && scrutiny.looksBehind()) || emptyInside();
    }

    @Override
    public List<String> notes() {
        if (lengths.isEmpty() || grantedBehindTheFirst() > 0) {
            return List.of();
        }
        return lengths.headMap(lengths.lastKey()).entrySet().stream()
                .filter(length -> length.getKey() > 0 && length.getValue().first() < last)
                .min(Comparator.comparing(length -> length.getValue().first()))
                .map(length -> List.of(String.format(
                        Locale.ROOT,
                        "page %,d holds %,d records, where others hold %,d; no total tells whether it lacks some",
                        length.getValue().first(),
                        length.getKey(),
                        lengths.lastKey())))
                .orElse(List.of());
    }

    private int firstEmpty() {
        Alike empty = lengths.get(0);
        return empty == null ? Integer.MAX_VALUE : empty.first();
    }

    private boolean emptyInside() {
        return firstEmpty() < last;
    }

    /** How many records the pages by offset behind the first hold, where that is fewer; 0 if they are not all alike, or too few. */
    private int grantedBehindTheFirst() {
        if (!sequence.asksByOffset() || lengths.size() < 2) {
            return 0;
        }
        boolean onlyTheFirst = lengths.lastEntry().getValue().equals(new Alike(1, 1));
        Map.Entry<Integer, Alike> next = lengths.lowerEntry(lengths.lastKey());
        boolean onlyTheLast = lengths.headMap(next.getKey()).values().stream().allMatch(each -> each.first() >= last);
        return onlyTheFirst && onlyTheLast && next.getValue().count() >= ENOUGH ? next.getKey() : 0;
    }
}
