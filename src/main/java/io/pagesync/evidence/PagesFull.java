package io.pagesync.evidence;

import io.pagesync.page.Page;
import io.pagesync.paging.PageSequence;
import java.util.ArrayList;
import java.util.HashMap;
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
    /** The first page of each length. */
    private final TreeMap<Integer, Integer> firstOf = new TreeMap<>();

    private final Map<Integer, Integer> countOf = new HashMap<>();
    /** The last page that holds records. */
    private int last;

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
        if (error == null && said != null && (sequence.records().isEmpty() || said.startsWith("'/_shards"))) {
            error = "page " + page.getNumber() + " speaks of an error beside its records: " + said;
        }
    }

    @Override
    public void earlier(int page, int records, long fingerprint) {
        note(page, records);
    }

    private void note(int page, int records) {
        if (applies) {
            firstOf.merge(records, page, Math::min);
            countOf.merge(records, 1, Integer::sum);
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
                    Locale.ROOT, "page %,d is empty, although page %,d holds records", firstOf.get(0), last));
        }
        int granted = grantedBehindTheFirst();
        if (granted > 0) {
            signs.add(String.format(
                    Locale.ROOT,
                    "page 1 holds %,d records, and those behind it %,d, although each was asked for %,d behind the one before:"
                            + " what is between is missing; ask for pages of %,d (%s)",
                    firstOf.lastKey(),
                    granted,
                    firstOf.lastKey(),
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
        if (firstOf.isEmpty() || grantedBehindTheFirst() > 0) {
            return List.of();
        }
        return firstOf.headMap(firstOf.lastKey()).entrySet().stream()
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

    private boolean emptyInside() {
        return firstOf.getOrDefault(0, Integer.MAX_VALUE) < last;
    }

    /** How many records the pages by offset behind the first hold, where that is fewer; 0 if they are not all alike, or too few. */
    private int grantedBehindTheFirst() {
        if (!sequence.asksByOffset() || firstOf.size() < 2) {
            return 0;
        }
        int longest = firstOf.lastKey();
        int next = firstOf.lowerKey(longest);
        boolean onlyTheFirst = firstOf.get(longest) == 1 && countOf.get(longest) == 1;
        boolean onlyTheLast = firstOf.headMap(next).values().stream().allMatch(page -> page >= last);
        return onlyTheFirst && onlyTheLast && countOf.get(next) >= ENOUGH ? next : 0;
    }
}
