package io.pagesync.recognise;

import com.fasterxml.jackson.core.JsonToken;
import io.pagesync.page.ApiWord;
import io.pagesync.page.look.AnswerParts.Value;
import io.pagesync.page.read.EndHints.Hint;
import io.pagesync.page.read.EndHints.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What one answer shows by itself, the surest sign first. */
final class Strategies {
    private static final List<Strategy> BY_SURENESS = List.of(
            Strategies::linkedNumbers,
            Strategies::links,
            Strategies::continued,
            Strategies::begunCursors,
            Strategies::nextNumbers,
            Strategies::lastRecords,
            Strategies::ownWords,
            Strategies::knownShapes,
            Strategies::repeatedWords,
            Strategies::noNext,
            Strategies::noMore,
            Strategies::usualShape);

    /** One way to recognise how pages are asked for, from one answer; empty if the answer shows nothing of the kind. */
    @FunctionalInterface
    private interface Strategy {
        Optional<Style> find(Sample sample);
    }

    private Strategies() {}

    /** The style that the first of them finds; empty if the answer shows none. */
    static Optional<Style> find(Sample sample) {
        return BY_SURENESS.stream().flatMap(each -> each.find(sample).stream()).findFirst();
    }

    /** A link to the next page that differs by a number: any page can be asked for. */
    private static Optional<Style> linkedNumbers(Sample sample) {
        return Links.next(sample).flatMap(link -> link.step(sample)).map(step -> numbers(sample, step));
    }

    private static Style numbers(Sample sample, Links.Step step) {
        return step.offset()
                ? Style.offsets(sample, step.parameter(), step.first())
                : Style.pages(sample, step.parameter(), step.first());
    }

    /** Any other link is followed. */
    private static Optional<Style> links(Sample sample) {
        return Links.next(sample).map(link -> Style.next(sample, link.place()));
    }

    /** An object whose members are all to be sent, as MediaWiki has it. */
    private static Optional<Style> continued(Sample sample) {
        return sample.parts().objects().stream().anyMatch(object -> object.at().equals("/continue"))
                        && sample.value("/continue/continue").isPresent()
                ? Optional.of(Style.next(sample, "/continue"))
                : Optional.empty();
    }

    /** The cursor that the URL itself asks for, by a word for the first page. */
    private static Optional<Style> begunCursors(Sample sample) {
        return Cursors.find(sample)
                .filter(cursor -> cursor.isBegun(sample))
                .map(cursor ->
                        Style.cursor(sample, cursor.place(), cursor.parameters().get(0), moreOf(sample)));
    }

    /** The number or the offset of the next page, without a URL. */
    private static Optional<Style> nextNumbers(Sample sample) {
        return sample.hints().stream()
                .filter(hint -> hint.kind() == Kind.NEXT && hint.number() > 0)
                .flatMap(hint -> nextNumber(sample, hint).stream())
                .findFirst();
    }

    private static Optional<Style> nextNumber(Sample sample, Hint hint) {
        String word = ApiWord.of(hint.at().replaceFirst(".*/", ""));
        boolean offset = word.contains("offset") || word.contains("skip") || word.contains("start");
        if (offset && sample.size() > 0) {
            return nextOffset(sample, hint, word);
        }
        return !offset && (hint.number() == 2 || hint.number() == 1) && (word.equals("next") || word.contains("page"))
                ? Optional.of(Style.pages(
                        sample,
                        own(sample, true).or(() -> repeated(sample, true)).orElse("page"),
                        (int) hint.number() - 1))
                : Optional.empty();
    }

    /** An offset; followed where the next page is not behind as many records as came: Bitbucket leaves out what is hidden. */
    private static Optional<Style> nextOffset(Sample sample, Hint hint, String word) {
        if (word.equals("nextpagestart") || hint.number() != sample.size()) {
            return own(sample, false)
                    .or(() -> repeated(sample, false))
                    .map(parameter -> Style.cursor(sample, hint.at(), parameter, Map.of()));
        }
        String parameter = repeated(sample, false)
                .orElse(word.contains("skip") ? "skip" : word.contains("start") ? "start" : "offset");
        return Optional.of(Style.offsets(sample, own(sample, false).orElse(parameter), 0));
    }

    /** The id of a page's last record asks for the next, as Stripe has it; also where it stands beside the records. */
    private static Optional<Style> lastRecords(Sample sample) {
        Optional<Value> more = more(sample);
        if (more.isEmpty() || Cursors.find(sample).isPresent()) {
            return Optional.empty();
        }
        Map<String, String> its = Map.of("more", more.get().at());
        boolean list = sample.value("/object")
                .map(value -> value.text().equals("list"))
                .orElse(false);
        Optional<Value> last = sample.value("/last_id");
        if (last.isPresent()) {
            return Optional.of(Style.cursor(sample, "/last_id", list ? "after" : "after_id", its));
        }
        return list && !sample.key().isEmpty()
                ? Optional.of(Style.cursor(sample, "last:" + sample.key(), "starting_after", its))
                : Optional.empty();
    }

    /** The field that says whether there are more pages. */
    static Optional<Value> more(Sample sample) {
        return sample.values()
                .filter(value -> value.token().isBoolean() && ApiWord.MORE.names(value.name()))
                .findFirst();
    }

    /** What the URL asks for itself. */
    private static Optional<Style> ownWords(Sample sample) {
        Optional<String> page = own(sample, true);
        if (page.isPresent()) {
            return page.map(name ->
                    Style.pages(sample, name, (int) Math.max(0, sample.asked().number(name))));
        }
        return own(sample, false)
                .map(name -> Style.offsets(
                        sample, name, (int) Math.max(0, sample.asked().number(name))));
    }

    private static Optional<String> own(Sample sample, boolean page) {
        return sample.asked().query().names().stream()
                .filter(name -> page ? ApiWord.PAGE.names(name) : ApiWord.OFFSET.names(name))
                .filter(name ->
                        sample.asked().number(name) == 0 || sample.asked().number(name) == 1)
                .findFirst();
    }

    /** APIs whose answers are known by a field or header of theirs. */
    private static Optional<Style> knownShapes(Sample sample) {
        if (sample.answer().value("X-WP-Total") != null) {
            return Optional.of(Style.pages(sample, "page", 1));
        }
        boolean engine = sample.records().at().equals("/hits/hits")
                && sample.value("/took").isPresent();
        if (engine) {
            return Optional.of(Style.offsets(sample, "from", 0));
        }
        if (sample.answer().value("X-SODA2-Fields") != null) {
            return Optional.of(Style.offsets(sample, "$offset", 0).with("sizeParameter", "$limit"));
        }
        boolean ckan = sample.records().at().equals("/result/results")
                && sample.value("/success").isPresent();
        if (ckan) {
            return Optional.of(Style.offsets(sample, "start", 0));
        }
        return more(sample)
                .filter(value -> value.name().equals("exceededTransferLimit"))
                .map(value -> Style.offsets(sample, "resultOffset", 0));
    }

    /** What the answer repeats of what it was asked for, or would have been. */
    private static Optional<Style> repeatedWords(Sample sample) {
        boolean cursor = sample.hints().stream()
                .anyMatch(hint -> hint.kind() == Kind.NEXT
                        && hint.at().contains("/next/")
                        && ApiWord.CURSOR.names(hint.at().replaceFirst(".*/", "")));
        if (cursor || (Count.of(sample).isEmpty() && Count.saysNoNext(sample))) {
            return Optional.empty();
        }
        return repeatedValue(sample, true)
                .map(value -> Style.pages(sample, Words.parameterOf(value.name()), (int) value.number()))
                .or(() -> header(sample))
                .or(() -> repeatedValue(sample, false)
                        .map(value -> Style.offsets(sample, value.name(), (int) value.number())));
    }

    private static Optional<Style> header(Sample sample) {
        for (String name : List.of("X-Page", "X-Pagination-Current-Page", "X-Current-Page", "Pagination-Page")) {
            String value = sample.answer().value(name);
            if (value != null && value.matches("[01]")) {
                return Optional.of(Style.pages(sample, "page", Integer.parseInt(value)));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> repeated(Sample sample, boolean page) {
        return repeatedValue(sample, page).map(value -> page ? Words.parameterOf(value.name()) : value.name());
    }

    private static Optional<Value> repeatedValue(Sample sample, boolean page) {
        boolean counts = Count.of(sample).isPresent();
        Stream<Value> first = sample.values()
                .filter(value -> value.token().isNumeric() && (value.number() == 0 || value.number() == 1));
        if (!page) {
            return first.filter(value -> ApiWord.OFFSET.names(value.name())).findFirst();
        }
        List<Value> all =
                first.filter(value -> Words.repeatsPage(value.name(), counts)).toList();
        // Spring has the number under two names, of which the one beside the records is not the parameter's.
        return all.stream()
                .filter(value -> value.name().equals("number"))
                .findFirst()
                .or(() -> all.stream().findFirst());
    }

    /** A field for the next page in which nothing is: there is only one page. */
    private static Optional<Style> noNext(Sample sample) {
        if (!Count.saysNoNext(sample)) {
            return Optional.empty();
        }
        return Count.emptyNext(sample).map(value -> {
            boolean cursor = ApiWord.of(value.at()).matches(".*(cursor|token|marker|key|continuation|id)");
            return cursor
                    ? Style.cursor(sample, value.at(), Words.takes(value.name()).get(0), Map.of())
                    : Style.next(sample, value.at());
        });
    }

    /** It says that there is no more, and nothing of how that would be asked for. */
    private static Optional<Style> noMore(Sample sample) {
        return Count.of(sample).isPresent()
                ? Optional.empty()
                : more(sample)
                        .filter(value -> value.token() == JsonToken.VALUE_FALSE)
                        .map(value -> Style.pages(sample, "page", 1).with("more", value.at()));
    }

    /** The shape that is meant where nothing is said: the list, its total and its page size under their usual names. */
    private static Optional<Style> usualShape(Sample sample) {
        boolean usual = sample.records().at().equals("/data")
                && sample.value("/pageSize").isPresent()
                && Count.of(sample)
                        .filter(count -> count.place().equals("/total"))
                        .isPresent();
        return usual ? Optional.of(Style.pages(sample, "page", 1)) : Optional.empty();
    }

    /** Whatever says whether there are more pages, beside a cursor. */
    static Map<String, String> moreOf(Sample sample) {
        Map<String, String> more = new LinkedHashMap<>();
        more(sample)
                .filter(value -> value.token() == JsonToken.VALUE_TRUE)
                .ifPresent(value -> more.put("more", value.at()));
        return more;
    }
}
