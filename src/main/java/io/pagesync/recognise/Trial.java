package io.pagesync.recognise;

import io.pagesync.page.ApiWord;
import io.pagesync.page.WholeNumber;
import io.pagesync.page.look.RawAnswer;
import io.pagesync.paging.request.CollectionQuery;
import io.pagesync.recognise.Sample.Relation;
import io.pagesync.settings.Naming;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks, where the first answer does not show what asks for the next page: a parameter does, if with it other records come.
 * A parameter that is not known is ignored by most APIs, which answer the same again, refused by strict ones, and by some
 * taken for a filter, which lets nothing through. Two requests at the most, and one more where only that shows whether pages
 * count from 0.
 */
final class Trial {
    private static final int MOST = 2;

    private final Sample sample;
    private final Further further;
    private final List<String> tried = new ArrayList<>();
    private boolean others;

    Trial(Sample sample, Further further) {
        this.sample = sample;
        this.further = further;
    }

    /** Whether another page was seen. */
    boolean sawOthers() {
        return others;
    }

    /** The parameter that takes a cursor; or an offset, where the cursor is a number that counts this page's records. */
    Style cursor(Cursors cursor, Map<String, String> more) {
        Optional<Style> offsets =
                countsRecords(cursor.value()) && !cursor.isCalledSo() ? nextOffset() : Optional.empty();
        if (offsets.isPresent()) {
            return offsets.get();
        }
        for (String parameter : cursor.parameters()) {
            RawAnswer second = tried.size() < MOST ? ask(parameter, cursor.value()) : sample.answer();
            if (sample.relation(second) == Relation.OTHERS) {
                return Style.cursor(scrolled(cursor, second).orElse(sample), cursor.place(), parameter, more);
            }
            // What is called next may be anything; where the records are counted, pages by number are as likely.
            Optional<Style> numbers =
                    Count.of(sample).isPresent() && !cursor.isCalledSo() ? number() : Optional.empty();
            if (numbers.isPresent()) {
                return numbers.get();
            }
        }
        return Style.cursor(sample, cursor.place(), cursor.parameters().get(0), more)
                .but(false, "which parameter takes what is at " + cursor.place() + decidedBy(cursor));
    }

    /** The second page, where one cursor asks for all: the API has counted on, so the first is to be asked for again. */
    private Optional<Sample> scrolled(Cursors cursor, RawAnswer second) {
        return Sample.of(sample.asked(), second).filter(other -> Cursors.find(other)
                .filter(next -> next.value().equals(cursor.value()))
                .isPresent());
    }

    private String decidedBy(Cursors cursor) {
        Naming names = sample.asked().names();
        if (sample.asked().isGiven("body")) {
            return "; write \"{cursor}\" where it belongs in the body (" + names.parameter("body") + "), with "
                    + names.parameter("next") + " " + cursor.place();
        }
        return "; " + names.parameter("cursorParameter") + " says it, together with "
                + names.parameter("next")
                + (countsRecords(cursor.value())
                        ? ", or " + names.parameter("offsetParameter") + " if that is the next page's offset"
                        : "");
    }

    /** The offset of the next page is as large as this one, or one more where offsets count from 1. */
    private boolean countsRecords(String cursor) {
        long number = WholeNumber.parse(cursor).orElse(-1);
        return sample.size() > 0 && (number == sample.size() || number == sample.size() + 1L);
    }

    /** One request, so that another one is left for a cursor. */
    private Optional<Style> nextOffset() {
        String parameter = Words.beside(sample.sizeParameter()).stream()
                .filter(ApiWord.OFFSET::names)
                .findFirst()
                .orElse("offset");
        return offset(parameter);
    }

    /** The parameter that takes a page's number or an offset; empty if none was found. */
    Optional<Style> number() {
        List<String> candidates = candidates();
        for (String parameter : candidates) {
            if (tried.size() >= MOST) {
                return Optional.empty();
            }
            Optional<Style> found = by(parameter);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private List<String> candidates() {
        List<String> all = new ArrayList<>(Words.beside(sample.asked().sizeParameter()));
        String server = String.valueOf(sample.answer().value("X-Powered-By"));
        // json-server, which takes a parameter that it does not know for a filter.
        if (server.equals("tinyhttp")) {
            all.add(0, "_page");
        } else if (server.equals("Express")) {
            all.add(Math.min(1, all.size()), "_page");
        }
        return all;
    }

    /** A page's number or an offset, if the parameter takes one. */
    Optional<Style> by(String parameter) {
        return ApiWord.PAGE.names(parameter) ? page(parameter) : offset(parameter);
    }

    private Optional<Style> page(String parameter) {
        RawAnswer second = ask(parameter, "2");
        return switch (sample.relation(second)) {
            case OTHERS -> {
                others = true;
                yield Optional.of(counting(Style.pages(sample, parameter, 1), parameter));
            }
            case SOME, STRANGE -> anew(parameter, second);
            case NONE, GONE ->
                // There is one page, or a filter that lets nothing through; or two, which count from 0.
                tried.size() < MOST && sample.relation(ask(parameter, "1")) == Relation.SAME
                        ? Optional.of(Style.pages(sample, parameter, 1))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** Whether page 1 is the first one, or the second of an API that counts from 0. */
    private Style counting(Style fromOne, String parameter) {
        String unsure = "whether the first page is number 1 or 0";
        boolean counted = Count.of(sample).isPresent();
        if (tried.size() >= MOST && counted) {
            // A page that is left out is noticed by the total.
            return fromOne.but(true, unsure);
        }
        return switch (sample.relation(ask(parameter, "1"))) {
            case SAME -> fromOne;
            case OTHERS -> Style.pages(sample, parameter, 0);
            default -> fromOne.but(counted, unsure);
        };
    }

    /**
     * Without the parameter the API does not page, or pages otherwise; so what counts is what comes with it. Where that says
     * that there are as many as came without, one request is enough for all.
     */
    private Optional<Style> anew(String parameter, RawAnswer answer) {
        Asked asked = new Asked(
                sample.asked().path(),
                new CollectionQuery(List.of(sample.asked().with(parameter, "2").split("&", -1))),
                sample.asked().given(),
                sample.asked().names());
        return Sample.of(asked, answer)
                .filter(other -> other.size() > 0 && Count.of(other).isPresent())
                .map(other ->
                        Count.totals(other, sample.size()) ? Style.whole(sample) : Style.pages(other, parameter, 1));
    }

    private Optional<Style> offset(String parameter) {
        int size = sample.size();
        RawAnswer second = ask(parameter, Integer.toString(size));
        Relation relation = sample.relation(second);
        if (relation == Relation.OTHERS) {
            others = true;
            return Optional.of(Style.offsets(sample, parameter, 0));
        }
        if (relation == Relation.SOME) {
            // What counts from 1 begins with the last record again; more of them, where records are left out of a page.
            others |= sample.common(second) > 0;
            return sample.common(second) == 1 ? Optional.of(Style.offsets(sample, parameter, 1)) : Optional.empty();
        }
        boolean over = relation == Relation.NONE || relation == Relation.GONE;
        return over && tried.size() < MOST && sample.relation(ask(parameter, "0")) == Relation.SAME
                ? Optional.of(Style.offsets(sample, parameter, 0))
                : Optional.empty();
    }

    private RawAnswer ask(String parameter, String value) {
        tried.add(parameter + "=" + value);
        return further.ask(sample.asked().with(parameter, value));
    }
}
