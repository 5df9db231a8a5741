package io.pagesync.evidence;

import io.pagesync.page.Page;
import io.pagesync.page.read.EndHints;
import io.pagesync.page.read.EndHints.Hint;
import io.pagesync.paging.PageSequence;
import io.pagesync.settings.EndAdvice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * There is nothing behind the last page, which is looked at: a full last page tells nothing, and a total may be as far as
 * the API counts. Where nobody says how many pages there are, it is as the pages themselves have shown it.
 */
final class EndIsTheEnd implements Claim {
    /** No API gives less than that at once. */
    private static final int FEWEST = 10;

    private static final String END_SEEN = "end seen";
    /** What is rough about a total, where none is believed, is no fault of the collection. */
    private static final Pattern OF_A_TOTAL =
            Pattern.compile("(relation|exact|approx|estimate|capped)", Pattern.CASE_INSENSITIVE);

    private final PageSequence sequence;
    private final Scrutiny scrutiny;
    private final NoPageTwice pages;
    private final KeysUnique keys;
    private List<Hint> hints = List.of();
    private List<Hint> rough = List.of();
    private List<Hint> told = List.of();
    private List<Hint> lastLinks = List.of();
    private long records;
    private int firstSize;
    private boolean silent;
    private @Nullable Integer lastSize;
    private Behind behind = Behind.NOT_LOOKED;
    private String words = "";
    private @Nullable Hint cap;
    private boolean speaksOfACap;

    private enum Behind {
        NOT_LOOKED,
        NOTHING,
        REPEATED,
        RECORDS,
        GROWN,
        REFUSED,
        UNREADABLE
    }

    EndIsTheEnd(PageSequence sequence, Scrutiny scrutiny, NoPageTwice pages, KeysUnique keys) {
        this.sequence = sequence;
        this.scrutiny = scrutiny;
        this.pages = pages;
        this.keys = keys;
    }

    @Override
    public @Nullable String proof() {
        if (sequence.pages().isEmpty()) {
            return null;
        }
        if (!sequence.asksBehind()) {
            return sequence.ending();
        }
        if (!scrutiny.looksBehind()) {
            return null;
        }
        return switch (behind) {
            case NOTHING, REPEATED -> END_SEEN;
            case REFUSED -> "end told by the API (" + words + ")";
            case NOT_LOOKED -> lastSize != null && mayBeFull() ? null : END_SEEN;
            default -> null;
        };
    }

    @Override
    public @Nullable String unchecked() {
        return proof() == null ? "end" : null;
    }

    /** Whether the page behind the last one is to be read: a full last page, or a total that may be a cap, tells nothing. */
    boolean wantsALook() {
        if (!scrutiny.looksBehind()
                || !sequence.asksBehind()
                || sequence.pages().isEmpty()
                || sequence.records().equals(OptionalLong.of(0))) {
            return false;
        }
        long total = sequence.records().orElse(0);
        return mayBeFull()
                || onlyPage(total)
                || CountingLimit.maybe(total)
                || !contradicting().isEmpty();
    }

    @Override
    public List<String> notes() {
        return Stream.concat(countingNotes().stream(), moreBeforeNothing().stream())
                .toList();
    }

    /** That the last page says that there is more, where the pages behind it are empty. */
    private List<String> moreBeforeNothing() {
        return hints.stream()
                .filter(hint -> hint.kind() == EndHints.Kind.MORE && sequence.endsEmpty())
                .limit(1)
                .map(hint -> hint.against(0, 0) + "; the page behind it is empty")
                .toList();
    }

    private List<String> countingNotes() {
        boolean counted = sequence.asksBehind();
        long total = counted ? sequence.records().orElse(0) : records;
        return (counted ? behind == Behind.NOTHING : END_SEEN.equals(sequence.ending())) && CountingLimit.maybe(total)
                ? List.of(String.format(
                        Locale.ROOT,
                        "engines stop counting at %,d; there is nothing behind it here, which some of them say in any case",
                        total))
                : List.of();
    }

    @Override
    public void fetched(Page page) {
        records += page.getSize();
        firstSize = page.getNumber() == 1 ? page.getSize() : firstSize;
        boolean last = sequence.pages().equals(OptionalInt.of(page.getNumber()));
        if (last) {
            lastSize = page.getSize();
        }
        if (scrutiny.looksBehind() && (last || page.getNumber() == 1)) {
            List<Hint> its = EndHints.of(page, scrutiny.format());
            hints = last ? its : hints;
            List<Hint> links = its.stream()
                    .filter(hint -> hint.kind() == EndHints.Kind.LAST)
                    .toList();
            lastLinks = links.isEmpty() ? lastLinks : links;
            if (page.getNumber() == 1) {
                rough = its.stream()
                        .filter(hint -> hint.kind() == EndHints.Kind.ROUGH)
                        .filter(this::contradicts)
                        .toList();
                told = its.stream()
                        .filter(hint -> hint.kind() == EndHints.Kind.TOTAL)
                        .filter(hint ->
                                !sequence.asksBehind() && sequence.records().isEmpty())
                        .toList();
            }
        }
    }

    @Override
    public void earlier(int page, int size, long fingerprint) {
        records += size;
    }

    @Override
    public void compared(Page page) {
        if (page.getNumber() <= sequence.pages().orElse(Integer.MAX_VALUE)) {
            silent |= page.getSize() == 0 && page.getNumber() > 1 && sequence.endsInNothing();
            boolean last = sequence.pages().equals(OptionalInt.of(page.getNumber()));
            if (last && page.getSize() > 0 && sequence.endsInNothing() && scrutiny.looksBehind()) {
                // That it is the last one was not known when it came.
                hints = EndHints.of(page, scrutiny.format());
            }
            return;
        }
        if (page.getSize() == 0) {
            behind = Behind.NOTHING;
            EndHints.of(page, scrutiny.format()).stream()
                    .filter(hint -> hint.kind() == EndHints.Kind.CAP)
                    .findFirst()
                    .ifPresent(hint -> cap = hint);
        } else if (pages.knows(page) || keys.knows(page.keys())) {
            // A server that answers a page behind the end with its last page shows records we have.
            behind = Behind.REPEATED;
        } else {
            long now = page.total().orElse(0);
            // Of a total that has grown, others speak.
            behind = now > sequence.records().orElse(0) ? Behind.GROWN : Behind.RECORDS;
        }
    }

    void refused(int status, String reason, boolean cap) {
        behind = Behind.REFUSED;
        speaksOfACap = cap;
        words = status == 0 ? reason : "HTTP " + status + (reason.isEmpty() ? "" : ": " + reason);
    }

    void unreadable(String why) {
        behind = Behind.UNREADABLE;
        words = why;
    }

    @Override
    public boolean changed() {
        return sequence.passesItsEnd();
    }

    @Override
    public List<String> contradictions(boolean allFetched) {
        List<String> signs = new ArrayList<>(sequence.doubts());
        if (allFetched) {
            told.stream()
                    .filter(hint -> hint.number() > records)
                    .forEach(hint -> signs.add(String.format(
                                    Locale.ROOT,
                                    "the pages hold %,d records, but the first one tells of %,d at '%s'",
                                    records,
                                    hint.number(),
                                    hint.at())
                            + advice()));
        }
        long total = sequence.records().orElse(0);
        int last = sequence.pages().orElse(0);
        if (behind == Behind.RECORDS) {
            boolean counted = sequence.records().isPresent();
            signs.add(String.format(
                    Locale.ROOT,
                    "the declared %s of %,d is not the whole collection: page %,d holds records, too (%s)",
                    counted ? "total" : "number of pages",
                    counted ? total : last,
                    last + 1,
                    scrutiny.names().parameter(counted ? "total" : "pages")));
        } else if (behind == Behind.UNREADABLE) {
            signs.add("it could not be told whether there are records behind the last page: " + words + advice());
        } else if (behind == Behind.REFUSED && (CountingLimit.maybe(total) || speaksOfACap)) {
            signs.add(String.format(
                    Locale.ROOT,
                    "the total of %,d may be as far as the API counts: it refuses page %,d with %s%s",
                    total,
                    last + 1,
                    words,
                    slices()));
        }
        if (cap != null) {
            signs.add(cap.against(last, total) + slices());
        }
        if (silent) {
            signs.add("page " + last
                    + " held records and is empty now that it was read again: the API seems to be out of" + " order");
        }
        if (behind == Behind.REPEATED && CountingLimit.maybe(total)) {
            signs.add(String.format(
                            Locale.ROOT,
                            "the total of %,d may be as far as the API counts: it answers page %,d with records that came"
                                    + " before",
                            total,
                            last + 1)
                    + slices());
        }
        if (allFetched && sequence.mayBeCut() && CountingLimit.cuts(records, firstSize)) {
            signs.add(String.format(
                            Locale.ROOT,
                            "%,d records may be as far as the API goes: it refuses the page behind them, or gives the last"
                                    + " one again",
                            records)
                    + slices());
        }
        lastLinks.stream()
                .filter(hint -> sequence.isBehind(hint.text()))
                .limit(1)
                .forEach(hint -> signs.add(String.format(
                                Locale.ROOT,
                                "the pages end with page %,d, but '%s' names another as the last one, %s",
                                last,
                                hint.at(),
                                hint.text())
                        + advice()));
        contradicting()
                .forEach(hint -> signs.add(
                        hint.against(last, total) + (hint.kind() == EndHints.Kind.CAP ? slices() : advice())));
        // A limit may be told by the last page and by the one behind it.
        return signs.stream().distinct().toList();
    }

    private List<Hint> contradicting() {
        return Stream.concat(rough.stream(), hints.stream().filter(this::contradicts))
                .distinct()
                .toList();
    }

    private boolean contradicts(Hint hint) {
        return switch (hint.kind()) {
            case CAP -> true;
            case MORE -> !sequence.endsEmpty();
            case ROUGH ->
                sequence.records().isPresent() || !OF_A_TOTAL.matcher(hint.at()).find();
            case NEXT ->
                !settled(hint) && !hint.at().equals(scrutiny.format().next().toString());
            case PAGES -> hint.number() > sequence.pages().orElse(0);
            case TOTAL ->
                !hint.at().equals(scrutiny.format().total().toString())
                        && sequence.records().isPresent()
                        && hint.number() > sequence.records().getAsLong();
            case BEFORE, LAST -> false;
        };
    }

    /** Whether what is named as the next page has been asked for: it is the last one, the one behind it, or a number. */
    private boolean settled(Hint hint) {
        boolean seen =
                behind == Behind.NOTHING || behind == Behind.REPEATED || (behind == Behind.REFUSED && !speaksOfACap);
        return sequence.endsEmpty() || (seen && (sequence.leadsNoFurther(hint.text()) || hint.number() >= 0));
    }

    /** An only page with all that the total counts may be what the API gives at once; a handful of records is no such page. */
    private boolean onlyPage(long total) {
        return sequence.pages().equals(OptionalInt.of(1)) && total >= FEWEST && lastSize != null && lastSize == total;
    }

    /** Whether as many records fit into the pages as there are; where no total is known, whether the last one is full. */
    private boolean mayBeFull() {
        long size = sequence.pageSize().orElse(0);
        Integer held = lastSize;
        return sequence.records().isPresent()
                ? sequence.records().getAsLong() == sequence.pages().orElse(0) * size
                : held == null || (held > 0 && held >= size);
    }

    private String advice() {
        return new EndAdvice(scrutiny.names()).declared();
    }

    private String slices() {
        return new EndAdvice(scrutiny.names()).slices();
    }
}
