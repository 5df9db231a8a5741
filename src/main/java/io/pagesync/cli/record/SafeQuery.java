package io.pagesync.cli.record;

import io.pagesync.api.credential.SafeUrl;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Queries as they may be kept: without the parameters that are secrets by their name and the same in every request. A cursor
 * may have such a name, too, but not in the first request, or not the same value in each.
 */
final class SafeQuery {
    private final Set<String> secrets;

    /** Of the queries of all requests. */
    SafeQuery(Collection<String> queries) {
        Set<String> common = null;
        for (String query : queries) {
            Set<String> pairs = new HashSet<>(pairs(query));
            if (common == null) {
                common = pairs;
            } else {
                common.retainAll(pairs);
            }
        }
        secrets = common == null
                ? Set.of()
                : common.stream().filter(pair -> SafeUrl.secret(name(pair))).collect(Collectors.toSet());
    }

    /** The query without them. */
    String of(String query) {
        return pairs(query).stream()
                .filter(pair -> !secrets.contains(pair))
                .map(SafeQuery::literal)
                .collect(Collectors.joining("&"));
    }

    /** The names of what is left out. */
    Set<String> left() {
        return secrets.stream().map(SafeQuery::name).collect(Collectors.toSet());
    }

    /** A pair whose asterisk is meant as one. */
    static String literal(String pair) {
        return pair.replace("*", "%2A");
    }

    private static List<String> pairs(String query) {
        return query.isEmpty() ? List.of() : new ArrayList<>(Arrays.asList(query.split("&", -1)));
    }

    private static String name(String pair) {
        return pair.replaceFirst("=.*", "");
    }
}
