package io.pagesync.paging;

import io.pagesync.page.WholeNumber;
import io.pagesync.settings.Naming;
import java.net.URI;
import java.util.Map;

/**
 * What a collection's parameters say of its paging.
 *
 * @param sync the sync's name, for messages
 * @param baseUri scheme, host and port of the API
 * @param path the collection's encoded path
 * @param values every parameter of the collection by its name, each of its form; empty where it is not given
 * @param names how whoever has described the collection names its parameters, for messages
 */
public record PagingParameters(String sync, URI baseUri, String path, Map<String, String> values, Naming names) {
    /** Copies the map. */
    public PagingParameters {
        values = Map.copyOf(values);
    }

    /** A parameter's text; empty if it is not given. */
    public String text(String name) {
        return values.getOrDefault(name, "");
    }

    /** A parameter that is a whole number. */
    public int number(String name) {
        return Integer.parseInt(text(name));
    }

    /** How many records a page is asked to have; 0 if that is left to the API. */
    long askedSize(CollectionQuery query) {
        return query.values(text("sizeParameter")).stream()
                .mapToLong(size -> WholeNumber.parse(size).orElse(0))
                .findFirst()
                .orElse(0);
    }

    /** The collection's own parameters, without the one that changes from page to page. */
    public CollectionQuery query(String without) {
        return CollectionQuery.of(text("query"), without, text("sizeParameter"), number("pageSize"));
    }
}
