package io.pagesync.recognise;

import io.pagesync.page.ApiWord;
import io.pagesync.paging.request.CollectionQuery;
import io.pagesync.settings.Naming;
import io.pagesync.settings.QueryEncoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the first answer was asked for with.
 *
 * @param path the encoded path
 * @param query the encoded query, parameter by parameter
 * @param given the collection's parameters that somebody has given, which win
 * @param names how they name the collection's parameters, for messages
 */
public record Asked(String path, CollectionQuery query, Map<String, String> given, Naming names) {
    /** Copies the map. */
    public Asked {
        given = Map.copyOf(given);
    }

    /**
     * The request that shows how a collection pages: as its URL says, but for the page that it asks for, if it asks for one
     * behind the first.
     *
     * @param query the query as its user wrote it
     */
    public static Asked of(String path, String query, Map<String, String> given, Naming names) {
        String sizeParameter = given.getOrDefault("sizeParameter", "pageSize");
        int size = number(given.getOrDefault("pageSize", "0"), 0);
        String parameter = given.getOrDefault("offsetParameter", given.getOrDefault("pageParameter", ""));
        List<String> parameters =
                new ArrayList<>(CollectionQuery.of(query, parameter, sizeParameter, size).parameters().stream()
                        .map(Asked::first)
                        .toList());
        if (!parameter.isEmpty()) {
            // As the run will ask: without it some APIs do not page at all.
            String first = given.containsKey("offsetParameter")
                    ? given.getOrDefault("firstOffset", "0")
                    : given.getOrDefault("firstPage", "1");
            parameters.add(QueryEncoding.of(parameter) + "=" + QueryEncoding.of(first));
        }
        return new Asked(path, new CollectionQuery(parameters), given, names);
    }

    /** The query without what asks for a page. */
    public String without(String parameter) {
        return CollectionQuery.of(query.text(), parameter, "", 0).text();
    }

    private static String first(String pair) {
        String name = new CollectionQuery(List.of(pair)).names().iterator().next();
        String value = new CollectionQuery(List.of(pair)).values(name).get(0);
        boolean page = ApiWord.PAGE.names(name);
        return (page || ApiWord.OFFSET.names(name)) && value.matches("\\d{1,6}") && number(value, 0) > 1
                ? QueryEncoding.of(name) + "=" + (page ? "1" : "0")
                : pair;
    }

    boolean isGiven(String... parameters) {
        for (String parameter : parameters) {
            if (given.containsKey(parameter)) {
                return true;
            }
        }
        return false;
    }

    /** The value of the URL's own parameter as a whole number; -1 if it has none. */
    long number(String parameter) {
        List<String> values = query.values(parameter);
        return values.isEmpty() ? -1 : number(values.get(0), -1);
    }

    /** The query with one parameter more, or with another value. */
    String with(String parameter, String value) {
        String others = query.parameters().stream()
                .filter(pair -> !new CollectionQuery(List.of(pair)).names().contains(parameter))
                .collect(Collectors.joining("&"));
        return (others.isEmpty() ? "" : others + "&") + QueryEncoding.of(parameter) + "=" + QueryEncoding.of(value);
    }

    /** The parameter that asks for the page size; empty if the URL has none. */
    String sizeParameter() {
        return query.names().stream()
                .filter(name -> name.equals(given.get("sizeParameter")) || ApiWord.SIZE.names(name))
                .filter(name -> number(name) > 0)
                .findFirst()
                .orElse("");
    }

    private static int number(String text, int instead) {
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : instead;
    }
}
