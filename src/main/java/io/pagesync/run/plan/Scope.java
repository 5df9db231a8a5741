package io.pagesync.run.plan;

import io.pagesync.InvalidSettingException;
import io.pagesync.api.credential.SafeUrl;
import io.pagesync.paging.request.CollectionQuery;
import io.pagesync.settings.NearestName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The parameters that make a collection this one and no other, such as the licence its records belong to. Two
 * collections may use the same ids, so a destination that keeps rows by key lets the scope lead the key.
 *
 * @param values the values by the parameters' names, decoded, in the order in which the scope names them; empty if the
 *     collection has no scope
 */
public record Scope(Map<String, String> values) {
    /** No scope. */
    public static final Scope NONE = new Scope(Map.of());

    /** Copies the map, in its order. */
    public Scope {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * The scope that parameters of a query make.
     *
     * @param said how the names were said, as the beginning of a sentence, for messages
     * @param names the parameters' names, separated by commas; empty for none
     * @throws InvalidSettingException if the query has none or several of a name, or one that is a secret
     */
    public static Scope of(String said, String names, CollectionQuery query) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String each : names.isBlank() ? new String[0] : names.split(",", -1)) {
            String name = each.strip();
            List<String> given = query.values(name);
            if (SafeUrl.secret(name)) {
                throw wrong(said, "names '" + name + "', which is a secret by its name and must not become a column");
            }
            if (given.isEmpty() || given.get(0).isEmpty()) {
                throw wrong(
                        said,
                        "names '" + name + "', which has no value in the query"
                                + NearestName.hint(name, query.names()));
            }
            if (given.size() > 1) {
                throw wrong(said, "names '" + name + "', which the query has more than once");
            }
            values.put(name, given.get(0));
        }
        return new Scope(values);
    }

    /** As {@code name=value}, several separated by an ampersand; empty for no scope. */
    public String text() {
        return values.entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining("&"));
    }

    private static InvalidSettingException wrong(String said, String why) {
        return new InvalidSettingException(said + "; it " + why);
    }
}
