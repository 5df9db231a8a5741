package io.pagesync.paging;

import io.pagesync.InvalidSettingException;
import io.pagesync.page.WholeNumber;
import io.pagesync.paging.request.Asking;
import io.pagesync.paging.request.CollectionQuery;
import io.pagesync.paging.template.Placeholder;
import io.pagesync.paging.template.RequestTemplate;
import io.pagesync.settings.Naming;
import java.net.URI;
import java.util.List;
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

    /** Whether a placeholder stands in the path, the query or the body. */
    public boolean holds(Placeholder placeholder) {
        return template().where(placeholder).isPresent();
    }

    private RequestTemplate template() {
        return RequestTemplate.of(path, text("query"), text("body"));
    }

    /**
     * How a page is asked for: by a placeholder, where it is there, else by a parameter.
     *
     * @param placeholder what asks for a page
     * @param parameter the value of the collection's parameter that names a parameter of the query; empty for none
     * @param called what that parameter of the collection is called; empty if the placeholder may stand beside it
     * @throws InvalidSettingException if both are there, or a page size and its placeholder are not there together
     */
    Asking asking(Placeholder placeholder, String parameter, String called) {
        RequestTemplate template = template();
        int size = number("pageSize");
        boolean filled = template.where(placeholder).isPresent();
        boolean sized = template.where(Placeholder.SIZE).isPresent();
        if (filled && !called.isEmpty() && !parameter.isEmpty()) {
            throw severalWays(List.of(placeholder.toString(), names.parameter(called)));
        }
        if (sized && size == 0) {
            throw new InvalidSettingException("the sync " + sync + " has " + Placeholder.SIZE + " in its "
                    + template.where(Placeholder.SIZE).orElseThrow()
                    + ", but no page size that it stands for; say which ("
                    + names.parameter("pageSize") + ")");
        }
        if (filled && !sized && size > 0) {
            throw new InvalidSettingException(names.given(sync, "pageSize", Integer.toString(size))
                    + ", but nothing is added to a request with placeholders; write " + Placeholder.SIZE
                    + " where the page size belongs");
        }
        CollectionQuery own = CollectionQuery.of(template.ownQuery(), "", "", 0);
        boolean begun = placeholder == Placeholder.CURSOR && own.asksForFirst(parameter);
        CollectionQuery query = CollectionQuery.of(
                template.ownQuery(),
                filled || begun ? "" : parameter,
                text("sizeParameter"),
                filled || sized ? 0 : size);
        return new Asking(template, query, sized ? size : 0, placeholder, filled ? "" : parameter);
    }

    /** The refusal of a collection that says more than once how its pages are asked for. */
    InvalidSettingException severalWays(List<String> ways) {
        return new InvalidSettingException("the sync " + sync + " says in several ways how its pages are asked for: "
                + String.join(" and ", ways) + "; leave out all but one");
    }

    /** What asks for a page, as whoever has described the collection knows it: the placeholder, or the parameter's name. */
    String way(Placeholder placeholder, String called) {
        return holds(placeholder) ? placeholder.toString() : names.parameter(called);
    }

    /** How many records a page is asked to have; 0 if that is left to the API. */
    long askedSize(Asking asking) {
        return asking.size() > 0 ? asking.size() : askedSize(asking.query());
    }

    private long askedSize(CollectionQuery query) {
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
