package io.pagesync.paging.request;

import io.pagesync.settings.QueryEncoding;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A collection's own parameters, as the user wrote them: the same for each of its pages.
 *
 * @param parameters encoded {@code name=value} pairs
 */
public record CollectionQuery(List<String> parameters) {
    /** What APIs that begin with a cursor take for the first page. */
    private static final Set<String> FIRST = Set.of("*", "-1", "0", "first", "start", "initial");

    /** Copies the list. */
    public CollectionQuery {
        parameters = List.copyOf(parameters);
    }

    /**
     * From a query as a user writes it.
     *
     * @param query encoded or not, without a question mark
     * @param without the name of the parameter that changes from page to page, which is dropped: every run asks for all
     * @param sizeParameter the name of the parameter that takes the page size
     * @param pageSize the page size to ask for; 0 leaves the query's own, or the server's default
     */
    public static CollectionQuery of(String query, String without, String sizeParameter, int pageSize) {
        List<String> parameters = Arrays.stream(query.split("&", -1))
                .filter(pair -> !pair.isEmpty())
                .filter(pair -> !name(pair).equals(without))
                .filter(pair -> pageSize == 0 || !name(pair).equals(sizeParameter))
                .map(QueryEncoding::ofUnsafe)
                .collect(Collectors.toList());
        if (pageSize > 0) {
            parameters.add(QueryEncoding.of(sizeParameter) + "=" + pageSize);
        }
        return new CollectionQuery(parameters);
    }

    /** The encoded query, without a question mark; empty without parameters. */
    public String text() {
        return String.join("&", parameters);
    }

    /** The encoded query with one parameter more. */
    public String with(String name, String value) {
        String pair = pair(name, value);
        return parameters.isEmpty() ? pair : text() + "&" + pair;
    }

    /** A name and its value, encoded. */
    static String pair(String name, String value) {
        return QueryEncoding.of(name) + "=" + QueryEncoding.of(value);
    }

    /** The encoded query with several parameters more, which take the place of those that have the same names. */
    String with(Map<String, String> others) {
        Stream<String> own = parameters.stream().filter(pair -> !others.containsKey(name(pair)));
        Stream<String> more = others.entrySet().stream().map(each -> pair(each.getKey(), each.getValue()));
        return Stream.concat(own, more).collect(Collectors.joining("&"));
    }

    /** Whether the query of a link has this parameter with this value. */
    static boolean hasPair(String link, String name, String value) {
        String pair = pair(name, value);
        return Arrays.asList(link.replaceFirst("#.*", "").split("[?&]", -1)).contains(pair);
    }

    /** The decoded names of the collection's own parameters, each once, in their order. */
    public Set<String> names() {
        return parameters.stream().map(CollectionQuery::name).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The decoded values of the collection's own parameter, in their order; empty if it is not there. */
    public List<String> values(String parameter) {
        return parameters.stream()
                .filter(pair -> name(pair).equals(parameter))
                .map(pair -> pair.indexOf('=') < 0 ? "" : QueryEncoding.decoded(pair.substring(pair.indexOf('=') + 1)))
                .toList();
    }

    /** Whether it asks for the first page by a parameter that takes a cursor, where that is asked for by a word. */
    public boolean asksForFirst(String parameter) {
        return values(parameter).stream().anyMatch(FIRST::contains);
    }

    private static String name(String pair) {
        int equals = pair.indexOf('=');
        return QueryEncoding.decoded(equals < 0 ? pair : pair.substring(0, equals));
    }
}
