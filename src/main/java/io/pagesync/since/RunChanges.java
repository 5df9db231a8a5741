package io.pagesync.since;

import io.pagesync.page.JsonValue;
import io.pagesync.page.Page;
import io.pagesync.since.PageChanges.Changed;
import io.pagesync.since.Repeats.RecordId;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a run sees of when records were changed: which of them the last whole run has delivered, and up to where it has all
 * changes itself. It may not say more than it knows. A record that was read may have changed while others still were to be
 * read, so the mark of a run is no later than its beginning; and of numbers, which tell no time, no higher than one that was
 * there then: on its first page, or the highest of the run before. Thread-safe.
 */
public final class RunChanges {
    private static final int LONGEST_SHOWN = 60;

    private final Since since;
    private final Asking asking;
    private final @Nullable Mark before;
    /** The records that may lie within the overlap before the mark, by their positions. */
    private final NavigableMap<BigInteger, Set<RecordId>> latest = new TreeMap<>();

    private int kept;
    private @Nullable BigInteger forgotten;
    private @Nullable Mark highest;
    private @Nullable Mark firstPage;
    private String problem = "";
    private long repeated;

    /** Of a run that asks in this way. */
    public RunChanges(Since since, Asking asking) {
        this.since = since;
        this.asking = asking;
        this.before = asking.mark().isEmpty()
                ? null
                : since.mark(asking.mark(), asking.began()).orElse(null);
    }

    /** Takes in what an earlier attempt at the run has seen on a page. */
    public synchronized void earlier(PageChanges page) {
        add(page);
    }

    /** Looks at a page that has come, whose records may be left out; nothing of it counts before {@link #delivered}. */
    public PageChanges look(String partition, Page page) {
        BigInteger from = from();
        BigInteger known = before == null || !asking.isIncremental()
                ? null
                : since.overlap().before(before);
        Mark top = null;
        String wrong = "";
        List<Changed> its = new ArrayList<>();
        BitSet out = new BitSet();
        for (int i = 0; i < page.getSize(); i++) {
            String text = text(page, i);
            Mark mark = text == null ? null : since.mark(text, asking.began()).orElse(null);
            if (mark == null || (top != null && !top.isLike(mark))) {
                wrong = wrong.isEmpty() ? wrong(partition, page, i, text, mark) : wrong;
                continue;
            }
            top = top == null || mark.compareTo(top) > 0 ? mark : top;
            boolean mayRepeat = known != null && mark.position().compareTo(known) >= 0;
            if (mayRepeat || from == null || mark.position().compareTo(from) >= 0) {
                RecordId[] id = new RecordId[1];
                page.record(i).place((array, begin, end) -> id[0] = Repeats.id(partition, array, begin, end));
                its.add(new Changed(mark.position(), id[0]));
                if (mayRepeat && asking.repeats().has(id[0])) {
                    out.set(i);
                }
            }
        }
        Page left = out.isEmpty() ? page : page.without(out);
        return new PageChanges(left, out.cardinality(), top == null ? "" : top.text(), wrong, near(its, top));
    }

    /** Of those, the ones that may lie within the overlap, whatever else comes. */
    private List<Changed> near(List<Changed> its, @Nullable Mark top) {
        if (top == null || !top.isTime()) {
            return its;
        }
        BigInteger end = since.overlap().before(capped(top));
        return its.stream().filter(each -> each.position().compareTo(end) >= 0).toList();
    }

    /** The page is with every destination; returns whether a run that goes on must know of it. */
    public synchronized boolean delivered(PageChanges page, boolean isFirst) {
        repeated += page.repeated();
        if (isFirst && firstPage == null && !page.highest().isEmpty()) {
            firstPage = since.mark(page.highest(), asking.began()).orElse(null);
        }
        Mark top = highest;
        add(page);
        return !Objects.equals(top, highest)
                || !page.latest().isEmpty()
                || !page.problem().isEmpty();
    }

    private void add(PageChanges page) {
        problem = problem.isEmpty() ? page.problem() : problem;
        Mark top = page.highest().isEmpty()
                ? null
                : since.mark(page.highest(), asking.began()).orElse(null);
        if (top == null) {
            return;
        }
        Mark all = highest != null ? highest : asking.isIncremental() ? before : null;
        if (all != null && !all.isLike(top)) {
            problem = problem.isEmpty() ? "its values are times as well as numbers" : problem;
            return;
        }
        highest = highest == null || top.compareTo(highest) > 0 ? top : highest;
        for (Changed each : page.latest()) {
            kept += latest.computeIfAbsent(each.position(), position -> new HashSet<>())
                            .add(each.id())
                    ? 1
                    : 0;
        }
        prune();
    }

    private void prune() {
        BigInteger from = from();
        while (from != null && !latest.isEmpty() && latest.firstKey().compareTo(from) < 0) {
            kept -= latest.pollFirstEntry().getValue().size();
        }
        while (kept > Repeats.MOST) {
            forgotten = latest.firstKey();
            kept -= latest.pollFirstEntry().getValue().size();
        }
    }

    /** No mark of this run is so low that it reaches behind this; null as long as nothing is known. */
    private synchronized @Nullable BigInteger from() {
        Mark lowest = lowest();
        return lowest == null ? null : since.overlap().before(lowest);
    }

    /** What the mark will not be below. */
    private @Nullable Mark lowest() {
        Mark seen = highest;
        if (seen == null) {
            return asking.isIncremental() ? before : null;
        }
        if (!seen.isTime()) {
            return reached(seen);
        }
        Mark capped = capped(seen);
        return asking.isIncremental() && before != null && before.compareTo(capped) > 0 ? before : capped;
    }

    private Mark capped(Mark seen) {
        if (!seen.isTime()) {
            return seen;
        }
        BigInteger latestMark = Since.latest(seen, asking.began());
        return seen.position().compareTo(latestMark) > 0 ? seen.at(latestMark) : seen;
    }

    /** Up to where numbers are all known; null if they are not. */
    private @Nullable Mark reached(Mark seen) {
        Mark top = asking.isIncremental() ? before : null;
        Mark last = asking.highest().isEmpty()
                ? null
                : since.mark(asking.highest(), asking.began()).orElse(null);
        for (Mark each : new @Nullable Mark[] {last, firstPage}) {
            if (each != null && each.isLike(seen) && (top == null || each.compareTo(top) > 0)) {
                top = each;
            }
        }
        // Of numbers that begin anew, those of the run before say nothing.
        return top != null && top.compareTo(seen) > 0 && !asking.isIncremental() ? seen : top;
    }

    /** Where a whole run has come to. */
    public synchronized Reached reached() {
        if (!problem.isEmpty()) {
            return Reached.stays(problem);
        }
        Mark seen = highest;
        if (seen == null) {
            return Reached.SAME;
        }
        Mark mark = lowest();
        if (mark == null) {
            return new Reached(Reached.What.TO, "", seen.text(), Repeats.NONE, "");
        }
        BigInteger from = since.overlap().before(mark);
        List<RecordId> ids = new ArrayList<>();
        latest.tailMap(from, true).values().forEach(ids::addAll);
        boolean all = forgotten == null || forgotten.compareTo(from) < 0;
        return new Reached(
                Reached.What.TO,
                mark.text(),
                seen.text(),
                Repeats.of(ids),
                all
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                "more than %,d records lie within the overlap, and some will be delivered once more",
                                Repeats.MOST));
    }

    /** How many records were left out, because the last whole run has delivered them. */
    public synchronized long repeated() {
        return repeated;
    }

    private @Nullable String text(Page page, int index) {
        @Nullable JsonValue[] value = new JsonValue[1];
        page.record(index).place((array, from, to) -> value[0] = JsonValue.at(array, from, to, since.field()));
        return value[0] == null || value[0].text().equals("null") ? null : value[0].text();
    }

    private String wrong(String partition, Page page, int index, @Nullable String text, @Nullable Mark mark) {
        String shown =
                text == null ? "" : text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "..." : text;
        return "record " + (index + 1) + " on page " + page.getNumber()
                + (partition.isEmpty() ? "" : " of " + partition) + " has "
                + (text == null
                        ? "nothing at '" + since.field() + "'"
                        : "'" + shown + "' at '" + since.field() + "', "
                                + (mark == null
                                        ? "which is no "
                                                + (since.overlap().time() == null
                                                        ? "whole number, as the overlap is a count"
                                                        : text.matches("-?\\d+")
                                                                ? "time after 2000, as the overlap is a time; of numbers that"
                                                                        + " count, the overlap is a count, such as 0"
                                                                : "date or whole number")
                                        : "which is a number where others are times"));
    }
}
