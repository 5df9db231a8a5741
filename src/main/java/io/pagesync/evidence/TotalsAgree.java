package io.pagesync.evidence;

import io.pagesync.page.Page;
import io.pagesync.page.WholeNumber;
import io.pagesync.paging.PageSequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * All pages agree on the total, on the number of pages and on the page size, as far as these are declared, and their records
 * add up to the total.
 */
final class TotalsAgree implements Claim {
    private final PageSequence sequence;
    private final Scrutiny scrutiny;
    private final OptionalLong total;
    private final boolean pagesCount;
    private final Seen totals = new Seen();
    private final Seen pages = new Seen();
    private long records;
    private long onFirst;
    /** Whether a page in front of the last holds fewer records than a page does. */
    private boolean shortInside;

    private @Nullable String otherSize;
    private OptionalLong saidSize = OptionalLong.empty();
    private int saidSizeOn;
    private @Nullable String unbelieved;
    private boolean emptyEnd;

    /** What was declared of one number. */
    private static final class Seen {
        private long first = -1;
        private long lowest = Long.MAX_VALUE;
        private long highest = Long.MIN_VALUE;
        private long current = -1;

        void note(long declared) {
            first = first < 0 ? declared : first;
            current = declared;
            lowest = Math.min(lowest, declared);
            highest = Math.max(highest, declared);
        }

        void changes(String what, List<String> signs) {
            if (lowest < highest) {
                signs.add(String.format(
                        Locale.ROOT,
                        "the %s changed during the run: %,d at first, %,d to %,d seen",
                        what,
                        first,
                        lowest,
                        highest));
            }
        }
    }

    TotalsAgree(PageSequence sequence, Scrutiny scrutiny) {
        this.sequence = sequence;
        this.scrutiny = scrutiny;
        this.total = sequence.records();
        this.pagesCount = sequence.asksBehind() && !scrutiny.format().pages().isNone();
        total.ifPresent(totals::note);
    }

    @Override
    public @Nullable String proof() {
        return total.isPresent() ? "counted" : pagesCount ? "pages counted" : null;
    }

    @Override
    public @Nullable String unchecked() {
        return total.isPresent() ? null : "total (none is told)";
    }

    @Override
    public void fetched(Page page) {
        compared(page);
        noteSize(page);
        records += page.getSize();
        onFirst = page.getNumber() == 1 ? page.getSize() : onFirst;
        shortInside |= page.getSize() < sequence.pageSize().orElse(0) && !isLast(page);
        emptyEnd |= page.getSize() == 0 && isLast(page);
    }

    @Override
    public void compared(Page page) {
        if (total.isPresent()) {
            page.total().ifPresent(declared -> note(page, declared));
        }
        String declared = page.envelope().pages();
        // Behind the end, some count what they have found there.
        if (pagesCount && declared != null && page.getSize() > 0) {
            WholeNumber.parse(declared).ifPresent(pages::note);
        }
    }

    @Override
    public void earlier(int page, int size, long fingerprint) {
        records += size;
    }

    @Override
    public List<String> contradictions(boolean allFetched) {
        List<String> signs = new ArrayList<>();
        pages.changes("number of pages", signs);
        if (total.isEmpty()) {
            return signs;
        }
        long declared = total.getAsLong();
        totals.changes("total", signs);
        if (allFetched && records != declared) {
            signs.add(String.format(Locale.ROOT, "the pages hold %,d records, %,d were declared", records, declared)
                    + advice(declared));
        }
        if (otherSize != null) {
            signs.add(otherSize);
        }
        return signs;
    }

    /** What to do where the records do not add up to what is declared, by the sign that was seen; empty if there is none. */
    private String advice(long declared) {
        long size = sequence.pageSize().orElse(0);
        if (emptyEnd && scrutiny.firstNumber() > 0 && declared - records == Math.min(declared, size)) {
            return "; the last page is empty: " + scrutiny.asksForZero();
        }
        if (records > declared) {
            return "; if the total counts only some of them, say that there is none ("
                    + scrutiny.names().parameter("total") + ")";
        }
        if (records == declared) {
            return "";
        }
        if (sequence.ending() != null) {
            return estimate();
        }
        return sequence.asksByOffset() && records == onFirst ? pagesForRecords() : "";
    }

    /** A parameter by the name of an offset that takes the number of a page leads behind the end at once. */
    private String pagesForRecords() {
        return "; only the first page holds any: if the parameter that is asked by counts pages, and not records, name it as that"
                + " of pages (" + scrutiny.names().parameter("pageParameter") + ")";
    }

    /** Pages that were followed to the end have an end of their own, whatever is declared. */
    private String estimate() {
        return "; if that number is an estimate, as search engines give one, say that the total is none ("
                + scrutiny.names().parameter("total") + ") and the end is declared ("
                + scrutiny.names().parameter("end") + ")";
    }

    /** What a page lacks may be there the next time. */
    @Override
    public boolean changed() {
        return totals.lowest < totals.highest
                || pages.lowest < pages.highest
                || (shortInside && total.isPresent() && records < total.getAsLong());
    }

    /** Whether a page is behind the end of the collection as it is now. */
    boolean behindTheEnd(int page) {
        return total.isPresent()
                ? totals.current <= (page - 1) * sequence.pageSize().orElse(1)
                : pages.current >= 0 && pages.current < page;
    }

    @Override
    public List<String> notes() {
        return unbelieved == null ? List.of() : List.of(unbelieved);
    }

    /** A total below the records of its own page is nonsense, such as the 0 of an API that counts on page 1 only. */
    private void note(Page page, long declared) {
        if (declared == 0 && page.getSize() == 0 && page.getNumber() > 1) {
            // Behind the end, some count what they have found there.
            return;
        }
        if (declared >= page.getSize()) {
            totals.note(declared);
        } else if (unbelieved == null) {
            unbelieved = String.format(
                    Locale.ROOT,
                    "page %,d declares a total of %,d and holds %,d records: its total was not believed",
                    page.getNumber(),
                    declared,
                    page.getSize());
        }
    }

    private boolean isLast(Page page) {
        return sequence.pages().equals(OptionalInt.of(page.getNumber()));
    }

    private void noteSize(Page page) {
        String text = page.envelope().size();
        OptionalLong size = text == null ? OptionalLong.empty() : WholeNumber.parse(text);
        // Some APIs give the last page's own length as its page size.
        if (sequence.pageSize().isEmpty()
                || size.isEmpty()
                || total.orElse(0) == 0
                || (isLast(page) && size.getAsLong() == page.getSize())) {
            return;
        }
        if (saidSize.isEmpty()) {
            saidSize = size;
            saidSizeOn = page.getNumber();
        } else if (otherSize == null && !size.equals(saidSize)) {
            otherSize = "page " + page.getNumber() + " has a page size of " + size.getAsLong() + ", page " + saidSizeOn
                    + " of " + saidSize.getAsLong();
        }
    }
}
