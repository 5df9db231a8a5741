package io.pagesync.recognise;

import com.fasterxml.jackson.core.JsonToken;
import io.pagesync.page.ApiWord;
import io.pagesync.page.look.AnswerParts.Value;
import io.pagesync.page.read.EndHints;
import io.pagesync.page.read.EndHints.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A cursor in an answer, and the parameters that may take it.
 *
 * @param place where it is
 * @param value the cursor
 * @param parameters what may take it, the likeliest first
 */
record Cursors(String place, String value, List<String> parameters) {
    private static final String HEADER = "header:";
    /** Texts under these names are cursors, where no number is asked for by the same name. */
    private static final List<String> NAMES = List.of(
            "cursor", "offset", "after", "marker", "endcursor", "aftercursor", "scrollid", "bookmark", "continue");

    /** The answer's cursor; empty if it has none. */
    static Optional<Cursors> find(Sample sample) {
        return sample.hints().stream()
                .filter(hint -> hint.kind() == Kind.NEXT && hint.at().startsWith("/") && !Links.isUrl(hint.text()))
                .findFirst()
                .map(hint -> of(sample, hint.at(), hint.at().replaceFirst(".*/", ""), hint.text()))
                .or(() -> sample.values()
                        .filter(value -> value.token() == JsonToken.VALUE_STRING
                                && !value.text().isEmpty())
                        .filter(value -> NAMES.contains(ApiWord.of(value.name())))
                        .findFirst()
                        .map((Value value) -> of(sample, value.at(), value.name(), value.text())))
                .or(() -> inAHeader(sample));
    }

    private static Optional<Cursors> inAHeader(Sample sample) {
        for (Map.Entry<String, String> header : sample.answer().headers().entrySet()) {
            String bare = header.getKey().replaceFirst("(?i)^x-(ms-)?", "");
            if (ApiWord.NEXT.names(bare) && !EndHints.isNothing(header.getValue())) {
                return Optional.of(of(sample, HEADER + header.getKey(), bare, header.getValue()));
            }
        }
        return Optional.empty();
    }

    private static Cursors of(Sample sample, String place, String field, String value) {
        List<String> own = sample.asked().query().names().stream()
                .filter(ApiWord.CURSOR::names)
                .toList();
        boolean notion = field.equals("next_cursor")
                && sample.value("/object")
                        .map(each -> each.text().equals("list"))
                        .orElse(false);
        return new Cursors(place, value, own.isEmpty() ? notion ? List.of("start_cursor") : Words.takes(field) : own);
    }

    /** Whether the URL itself asks for the first page by what takes it, as {@code cursor=*} does. */
    boolean isBegun(Sample sample) {
        return sample.asked().query().asksForFirst(parameters.get(0));
    }

    /** Whether its name says that it is a cursor, and no number. */
    boolean isCalledSo() {
        return ApiWord.of(place.replaceFirst(".*[/:]", "")).matches(".*(cursor|token|marker|bookmark)");
    }

    /** Whether the URL itself names what takes it. */
    boolean isNamed(Sample sample) {
        return sample.asked().query().names().contains(parameters.get(0))
                || sample.asked().isGiven("cursorParameter");
    }
}
