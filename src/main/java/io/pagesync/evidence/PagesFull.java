package io.pagesync.evidence;

import io.pagesync.page.Page;
import io.pagesync.paging.PageSequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * No page lacks a part of its records. One that speaks of an error beside them may, unless a total adds them up; where a shard
 * of a search engine has failed, the total lacks them, too. Where pages have numbers and no total adds up their records, one in
 * front of the last is not empty; one that is shorter than others is told, since some APIs leave out of a page what nobody may
 * see. Memory: an entry for each length of a page.
 */
final class PagesFull implements Claim {
    private final PageSequence sequence;
    private final Scrutiny scrutiny;
    private final boolean applies;
    private @Nullable String error;
    /** The first page of each length. */
    private final TreeMap<Integer, Integer> firstOf = new TreeMap<>();
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
        int empty = firstOf.getOrDefault(0, Integer.MAX_VALUE);
        // Where the end is shown by the pages themselves, an empty one is theirs to speak of.
        if (empty < last && sequence.asksBehind()) {
            signs.add(String.format(Locale.ROOT, "page %,d is empty, although page %,d holds records", empty, last));
        }
        return signs;
    }

    /** What has failed for a moment may be there the next time. */
    @Override
    public boolean changed() {
        return error != null && scrutiny.looksBehind();
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
