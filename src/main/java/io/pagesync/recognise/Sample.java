package io.pagesync.recognise;

import com.fasterxml.jackson.core.JsonPointer;
import io.pagesync.page.ApiWord;
import io.pagesync.page.InvalidPageException;
import io.pagesync.page.Page;
import io.pagesync.page.Place;
import io.pagesync.page.look.AnswerParts;
import io.pagesync.page.look.AnswerParts.Value;
import io.pagesync.page.look.FoundKey;
import io.pagesync.page.look.RawAnswer;
import io.pagesync.page.read.EndHints;
import io.pagesync.page.read.EndHints.Hint;
import io.pagesync.page.read.PageFormat;
import io.pagesync.page.read.PageReader;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An answer with records, taken apart.
 *
 * @param asked what it was asked for with
 * @param answer the answer
 * @param parts what is in it
 * @param records where its records are
 * @param key what tells one of them from another, as a JSON pointer; empty for all of a record
 * @param keys the fingerprints of their keys
 * @param hints what it says of the pages before and behind it
 */
record Sample(
        Asked asked,
        RawAnswer answer,
        AnswerParts parts,
        Records records,
        String key,
        Set<Long> keys,
        List<Hint> hints) {

    /** How another answer's records are to those of this one. */
    enum Relation {
        /** None of them is the same. */
        OTHERS,
        /** All are the same. */
        SAME,
        /** Some are the same. */
        SOME,
        /** There are none. */
        NONE,
        /** It is refused as wrong. */
        REFUSED,
        /** It is refused as not there. */
        GONE,
        /** It is of another shape. */
        STRANGE
    }

    /** The sample of an answer; empty if there is nothing in it that could be its records. */
    static Optional<Sample> of(Asked asked, RawAnswer answer) {
        AnswerParts parts = AnswerParts.of(answer.body());
        Optional<Records> records = asked.isGiven("records")
                ? given(parts, asked.given().getOrDefault("records", ""))
                : Records.find(parts, asked.path());
        return records.flatMap(place -> {
            try {
                return Optional.of(of(asked, answer, parts, place));
            } catch (InvalidPageException e) {
                return Optional.empty();
            }
        });
    }

    private static Sample of(Asked asked, RawAnswer answer, AnswerParts parts, Records records) {
        PageFormat format = format(records, List.of());
        Page page = PageReader.read(1, answer.body(), null, format);
        String key = FoundKey.in(page);
        List<Hint> hints = EndHints.of(page, format).stream()
                .filter(hint -> !records.members() || !hint.at().startsWith(records.at() + "/"))
                .toList();
        return new Sample(asked, answer, parts, records, key, keys(answer, records, key), hints);
    }

    private static Optional<Records> given(AnswerParts parts, String pointer) {
        String at = PageFormat.pointer(pointer).toString();
        return Stream.concat(
                        parts.arrays().stream()
                                .filter(each -> each.at().equals(at))
                                .map(each -> new Records(at, false, each.elements(), List.of())),
                        parts.objects().stream()
                                .filter(each -> each.at().equals(at))
                                .map(each -> new Records(at, true, each.members(), List.of())))
                .findFirst();
    }

    private static PageFormat format(Records records, List<JsonPointer> key) {
        return new PageFormat(
                PageFormat.pointer(records.at()),
                records.members() ? PageFormat.RecordsAre.MEMBERS : PageFormat.RecordsAre.ELEMENTS,
                "",
                PageFormat.DEFAULT.total(),
                Place.NONE,
                PageFormat.DEFAULT.size(),
                Place.NONE,
                Place.NONE,
                false,
                key);
    }

    private static Set<Long> keys(RawAnswer answer, Records records, String key) {
        Page page = PageReader.read(1, answer.body(), null, format(records, List.of(JsonPointer.compile(key))));
        Set<Long> keys = new HashSet<>();
        for (int i = 0; i < page.keys().size(); i++) {
            keys.add(page.keys().get(i));
        }
        return keys;
    }

    /** How many records it has. */
    int size() {
        return records.count();
    }

    /** The name of the parameter that asks for the page size, where the URL, a link or the answer shows it; else empty. */
    String sizeParameter() {
        String own = asked.sizeParameter();
        return !own.isEmpty()
                ? own
                : Links.next(this)
                        .flatMap(link -> link.sizeParameter(this))
                        .or(() -> values().filter(value ->
                                        ApiWord.SIZE.names(value.name()) && !ApiWord.MAY_BE_TOTAL.names(value.name()))
                                .filter(value -> value.number() >= size() && value.number() > 0)
                                .map(Value::name)
                                .findFirst())
                        .orElse("");
    }

    /** How the records of another answer to a request for the same collection are to these. */
    Relation relation(RawAnswer other) {
        if (other.status() >= 400) {
            return other.status() == 404 || other.status() == 410 || other.status() == 416
                    ? Relation.GONE
                    : Relation.REFUSED;
        }
        Set<Long> its;
        try {
            its = other.body().length == 0 ? Set.of() : keys(other, records, key);
        } catch (InvalidPageException e) {
            return Relation.STRANGE;
        }
        if (its.isEmpty()) {
            return Relation.NONE;
        }
        long same = its.stream().filter(keys::contains).count();
        return same == 0
                ? Relation.OTHERS
                : same == its.size() && its.size() == keys.size() ? Relation.SAME : Relation.SOME;
    }

    /** How many of the other answer's records are among these. */
    long common(RawAnswer other) {
        try {
            return keys(other, records, key).stream().filter(keys::contains).count();
        } catch (InvalidPageException e) {
            return 0;
        }
    }

    /** The single values outside of arrays and, if the records are members of an object, outside of that. */
    Stream<Value> values() {
        return parts.values().stream()
                .filter(value -> !records.members() || !value.at().startsWith(records.at() + "/"))
                .filter(value -> value.at().chars().filter(c -> c == '/').count() <= 4);
    }

    /** The value of a field; empty if there is none of a single value. */
    Optional<Value> value(String at) {
        return parts.values().stream().filter(value -> value.at().equals(at)).findFirst();
    }
}
