package io.pagesync.recognise;

import com.fasterxml.jackson.core.JsonToken;
import io.pagesync.page.ApiWord;
import io.pagesync.page.look.AnswerParts.Value;
import io.pagesync.page.read.EndHints.Hint;
import io.pagesync.page.read.EndHints.Kind;
import io.pagesync.paging.request.CollectionQuery;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The link that an answer has for its next page.
 *
 * @param place where it is; in a list of links, by what it is
 * @param url the URL
 */
record Links(String place, String url) {
    private static final Pattern URL = Pattern.compile("(https?:)?//.+|/.*|\\?.+|[^?\\s]*\\?[^\\s]+=.*");
    private static final String HEADER = "header:Link";

    /**
     * What asks for the next page, where its link differs from the URL of this one by a number.
     *
     * @param parameter the parameter
     * @param offset whether it takes an offset, rather than a page's number
     * @param first what it takes for the first page
     */
    record Step(String parameter, boolean offset, int first) {}

    /** The answer's link; empty if it has none. */
    static Optional<Links> next(Sample sample) {
        String header = sample.answer().link("next");
        return header != null
                ? Optional.of(new Links(HEADER, header))
                : sample.hints().stream()
                        .filter(hint -> hint.kind() == Kind.NEXT && isUrl(hint.text()))
                        .findFirst()
                        .map(hint -> new Links(hint.at() + (isInList(sample, hint) ? "/next" : ""), hint.text()));
    }

    /** The place of the URL of the last page; empty if there is none. */
    static Optional<String> last(Sample sample) {
        return sample.answer().link("last") != null
                ? Optional.of(HEADER)
                : sample.values()
                        .filter(value -> value.at().matches("(.*/)?(last|last_?[pP]age_?(url|Url|URL)?)(/(href|url))?"))
                        .filter(value -> value.token() == JsonToken.VALUE_STRING && isUrl(value.text()))
                        .map(Value::at)
                        .findFirst();
    }

    private static boolean isInList(Sample sample, Hint hint) {
        return sample.parts().arrays().stream().anyMatch(array -> array.at().equals(hint.at()));
    }

    static boolean isUrl(String text) {
        return URL.matcher(text).matches();
    }

    /** What asks for the next page; empty if it is not a number that follows from this page. */
    Optional<Step> step(Sample sample) {
        CollectionQuery its = query();
        if (its.names().stream()
                .anyMatch(name -> ApiWord.CURSOR.names(name)
                        && !its.values(name).equals(sample.asked().query().values(name)))) {
            return Optional.empty();
        }
        return its.names().stream()
                .flatMap(
                        name -> its.values(name).stream().limit(1).flatMap(value -> step(sample, name, value).stream()))
                .findFirst();
    }

    private static Optional<Step> step(Sample sample, String name, String value) {
        if (!value.matches("\\d{1,9}")) {
            return Optional.empty();
        }
        long next = Long.parseLong(value);
        long now = sample.asked().number(name);
        if (ApiWord.PAGE.names(name)) {
            // Without a number of its own, the page that is asked for with nothing is the first.
            boolean follows = now < 0 ? next == 1 || next == 2 : next == now + 1;
            return follows && next <= 2 ? Optional.of(new Step(name, false, (int) next - 1)) : Optional.empty();
        }
        if (ApiWord.OFFSET.names(name) && sample.size() > 0) {
            long first = next - sample.size();
            return first == 0 || first == 1 ? Optional.of(new Step(name, true, (int) first)) : Optional.empty();
        }
        return Optional.empty();
    }

    /** The link's parameters that are called as those that take cursors are, with their values. */
    Map<String, List<String>> cursors() {
        CollectionQuery its = query();
        return its.names().stream().filter(ApiWord.CURSOR::names).collect(Collectors.toMap(name -> name, its::values));
    }

    private CollectionQuery query() {
        return CollectionQuery.of(url.replaceFirst("#.*", "").replaceFirst("[^?]*\\??", ""), "", "", 0);
    }

    /** What the URL asks for, other than a page, and the link does not: the names of the parameters. */
    List<String> leavesOut(Asked asked) {
        Set<String> its = query().names();
        return asked.query().names().stream()
                .filter(name -> !its.contains(name)
                        && Stream.of(ApiWord.PAGE, ApiWord.OFFSET, ApiWord.SIZE, ApiWord.CURSOR)
                                .noneMatch(word -> word.names(name)))
                .toList();
    }

    /** Whether the link has lost the front of the URL's path, which a proxy or the API's own base adds. */
    boolean losesItsBase(Asked asked) {
        String path = url.replaceFirst("[?#].*", "").replaceFirst("^(https?:)?//[^/]*", "");
        return path.startsWith("/")
                && asked.path().length() > path.length()
                && asked.path().endsWith(path);
    }

    /** The parameter of the link that asks for the page size; empty if there is none. */
    Optional<String> sizeParameter(Sample sample) {
        CollectionQuery its = CollectionQuery.of(url.replaceFirst("[^?]*\\??", ""), "", "", 0);
        return Stream.concat(its.names().stream(), sample.asked().query().names().stream())
                .filter(name -> ApiWord.SIZE.names(name)
                        && Stream.concat(its.values(name).stream(), sample.asked().query().values(name).stream())
                                .anyMatch(value -> value.matches("[1-9]\\d{0,8}")))
                .findFirst();
    }
}
