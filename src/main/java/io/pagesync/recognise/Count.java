package io.pagesync.recognise;

import com.fasterxml.jackson.core.JsonToken;
import io.pagesync.page.ApiWord;
import io.pagesync.page.WholeNumber;
import io.pagesync.page.look.AnswerParts.Value;
import io.pagesync.page.read.EndHints.Hint;
import io.pagesync.page.read.EndHints.Kind;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where an answer says how much there is. A number is taken for the total only where its name says so and it is not less
 * than the page holds; a name that may say anything, such as {@code count}, only where it is more than that, or the answer
 * says that there is no next page. Of several the largest: one that is too large is noticed, one too small is not; but where
 * one counts what a filter lets through, that is what is asked for.
 *
 * @param parameter {@code total} or {@code pages}
 * @param place the place where it is
 * @param number how many; 0 where only the URL of the last page is there
 */
record Count(String parameter, String place, long number) {
    /** Its place, in words. */
    String text() {
        String what = parameter.equals("total") ? "total" : "number of pages";
        return what + " at " + place + (number > 0 ? String.format(Locale.ROOT, " (%,d)", number) : "");
    }

    /** What the answer tells: the total, else the number of pages; empty if it tells neither. */
    static Optional<Count> of(Sample sample) {
        return total(sample).or(() -> pages(sample));
    }

    /** Whether the answer says that there are so many records in all. */
    static boolean totals(Sample sample, int records) {
        return of(sample)
                .filter(count -> count.parameter().equals("total") && count.number() == records)
                .isPresent();
    }

    /** Whether the answer says that there are no more records in all than it holds. */
    static boolean hasAll(Sample sample) {
        return of(sample)
                .filter(count -> count.parameter().equals("total") && count.number() <= sample.size())
                .isPresent();
    }

    private static Optional<Count> total(Sample sample) {
        if (isRough(sample)) {
            return Optional.empty();
        }
        long least = Math.max(1, sample.size());
        Comparator<Count> larger = Comparator.comparingLong(Count::number);
        Optional<Count> filtered = sample.values()
                .filter(value -> ApiWord.FILTERED_TOTAL.names(value.name()) && value.number() >= least)
                .map(value -> new Count("total", value.at(), value.number()))
                .findFirst();
        if (filtered.isPresent()) {
            return filtered;
        }
        return Stream.concat(headers(sample), body(sample))
                .filter(count -> count.number >= least || (sample.size() == 0 && count.number == 0))
                .max(larger)
                .or(() -> weak(sample)
                        .filter(count ->
                                count.number > sample.size() || (count.number == sample.size() && saysNoNext(sample)))
                        .max(larger));
    }

    /** Whether the total is said to be an estimate, or a lower bound. */
    static boolean isRough(Sample sample) {
        return sample.hints().stream().anyMatch(hint -> hint.kind() == Kind.ROUGH);
    }

    private static Stream<Count> headers(Sample sample) {
        Map<String, String> headers = sample.answer().headers();
        return headers.keySet().stream()
                .map(name -> {
                    String value = headers.getOrDefault(name, "");
                    boolean range = name.equalsIgnoreCase("Content-Range");
                    return range || Words.isTotalHeader(name)
                            ? new Count(
                                    "total",
                                    "header:" + name,
                                    number(range ? value.substring(value.lastIndexOf('/') + 1) : value))
                            : null;
                })
                .flatMap(Stream::ofNullable);
    }

    private static Stream<Count> body(Sample sample) {
        return Stream.concat(
                sample.hints().stream()
                        .filter(hint -> hint.kind() == Kind.TOTAL)
                        .map(hint -> new Count("total", hint.at(), hint.number())),
                sample.values()
                        .filter(value -> value.name().equals("value"))
                        .filter(value -> ApiWord.TOTAL.names(value.parent().replaceFirst(".*/", "")))
                        .map(value -> new Count("total", value.at(), value.number())));
    }

    private static Stream<Count> weak(Sample sample) {
        return sample.values()
                .filter(value -> ApiWord.MAY_BE_TOTAL.names(value.name()))
                .map(value -> new Count("total", value.at(), value.number()));
    }

    /** Whether the answer has a field for a next page, and nothing in it. */
    static boolean saysNoNext(Sample sample) {
        return sample.hints().stream().noneMatch(hint -> hint.kind() == Kind.NEXT || hint.kind() == Kind.MORE)
                && emptyNext(sample).isPresent();
    }

    /** The field that names a next page, where there is none. */
    static Optional<Value> emptyNext(Sample sample) {
        return sample.values()
                .filter(value -> ApiWord.NEXT.names(value.name())
                        || ApiWord.NEXT.names(value.parent().replaceFirst(".*/", "")))
                .filter(value ->
                        value.token() == JsonToken.VALUE_NULL || value.text().isEmpty())
                .findFirst();
    }

    private static Optional<Count> pages(Sample sample) {
        Map<String, String> headers = sample.answer().headers();
        Optional<Count> last = Links.last(sample).map(place -> new Count("pages", place, 0));
        return Stream.concat(
                        headers.keySet().stream()
                                .filter(Words::isPagesHeader)
                                .map(name ->
                                        new Count("pages", "header:" + name, number(headers.getOrDefault(name, "")))),
                        sample.hints().stream()
                                .filter(hint -> hint.kind() == Kind.PAGES)
                                .map((Hint hint) -> new Count("pages", hint.at(), hint.number())))
                .filter(count -> count.number > 0)
                .max(Comparator.comparingLong(Count::number))
                .or(() -> last);
    }

    private static long number(String text) {
        return WholeNumber.parse(text).orElse(-1);
    }
}
