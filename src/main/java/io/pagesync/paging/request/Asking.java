package io.pagesync.paging.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagesync.paging.template.Filling;
import io.pagesync.paging.template.Placeholder;
import io.pagesync.paging.template.RequestTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the pages of a collection are asked for: what all requests have in common, and where what tells one from another goes,
 * into a placeholder or a parameter of its own.
 *
 * @param template path, body, and the pairs of the query that hold placeholders
 * @param query the collection's own parameters
 * @param size how many records a page is asked to have, where a placeholder takes that; else 0
 * @param placeholder what asks for a page
 * @param parameter the name of the query's parameter that takes it; empty if a placeholder does, or nothing
 */
public record Asking(
        RequestTemplate template, CollectionQuery query, int size, Placeholder placeholder, String parameter) {

    /** By a parameter of the query. */
    public static Asking by(String path, CollectionQuery query, Placeholder placeholder, String parameter) {
        return new Asking(RequestTemplate.at(path), query, 0, placeholder, parameter);
    }

    /** Whether something takes what asks for a page. */
    public boolean takes() {
        return !parameter.isEmpty() || template.where(placeholder).isPresent();
    }

    /** The request for a page that needs nothing to be asked for: a chain's first one. */
    public PageRequest plain(int page) {
        return request(page, filling(), List.of());
    }

    /** The request for a page. */
    public PageRequest request(int page, JsonNode value) {
        return request(
                page,
                filling().with(placeholder, value),
                parameter.isEmpty() ? List.of() : List.of(CollectionQuery.pair(parameter, value.asText())));
    }

    private PageRequest request(int page, Filling filling, List<String> last) {
        List<String> pairs = new ArrayList<>(
                (last.isEmpty() ? query : CollectionQuery.of(query.text(), parameter, "", 0)).parameters());
        pairs.addAll(template.pairs(filling));
        pairs.addAll(last);
        return new PageRequest(page, template.path(filling), String.join("&", pairs), template.body(filling));
    }

    /** Whether a link of an answer leads to the page that is asked for with a value. */
    public boolean isLedToBy(String link, JsonNode value) {
        return parameter.isEmpty()
                ? template.isLedToBy(link, filling().with(placeholder, value))
                : CollectionQuery.hasPair(link, parameter, value.asText());
    }

    private Filling filling() {
        return size == 0 ? Filling.NOTHING : Filling.NOTHING.with(Placeholder.SIZE, size);
    }

    /** The request for a page with parameters of its own, which take the place of those that have the same names. */
    public PageRequest withMembers(int page, Map<String, String> members) {
        List<String> pairs = new ArrayList<>(query.parameters());
        pairs.addAll(template.pairs(filling()));
        String all = new CollectionQuery(pairs).with(members);
        return new PageRequest(page, template.path(filling()), all, template.body(filling()));
    }

    /** What a link has in the place of what asks for a page; empty if it has nothing there. */
    public String valueIn(String link) {
        if (parameter.isEmpty()) {
            return template.valueIn(link, placeholder);
        }
        int query = link.indexOf('?');
        String pairs = query < 0 ? "" : link.substring(query + 1).replaceFirst("#.*", "");
        return new CollectionQuery(List.of(pairs.split("&", -1)))
                .values(parameter).stream().findFirst().orElse("");
    }

    /** Whether a body takes what asks for a page, with its type. */
    public boolean takesJson() {
        return template.where(placeholder).equals(Optional.of("body"));
    }

    /** The collection's parameter that says by what pages are asked for. */
    public String said(String parameterOfTheStyle) {
        return template.where(placeholder).orElse(parameterOfTheStyle);
    }
}
