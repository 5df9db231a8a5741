package io.pagesync.paging;

import io.pagesync.page.InvalidPageException;
import io.pagesync.page.JsonValue;
import io.pagesync.page.Page;
import io.pagesync.page.Place;
import io.pagesync.page.read.EndHints;
import io.pagesync.page.read.PageFormat;
import io.pagesync.settings.Naming;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Each page says how to ask for the next one: by a link, absolute or relative, by a cursor that a parameter takes, or by
 * several parameters. The last one says nothing, or null, or that there is no more. Pages are fetched one after the other; a
 * page's delivery goes on beside the next one's fetch.
 *
 * @param baseUri scheme, host and port of the API: a link leads nowhere else
 * @param path the collection's encoded path
 * @param query the collection's own parameters
 * @param cursorParameter the name of the parameter that takes the cursor; empty if pages say links
 * @param askedSize how many records a page is asked to have; 0 if it is left to the API
 */
public record NextPages(URI baseUri, String path, CollectionQuery query, String cursorParameter, long askedSize)
        implements Paging {
    private static final int LONGEST = 8000;
    private static final Set<String> LINKS = Set.of("href", "url", "uri", "link");

    /** Meant where it is said where a page names the next one. */
    public static final class Style implements PagingStyle {
        @Override
        public boolean isMeantBy(PagingParameters given) {
            return !given.text("next").isEmpty();
        }

        @Override
        public Paging paging(PagingParameters given) {
            String cursor = given.text("cursorParameter");
            CollectionQuery query = given.query(cursor);
            return new NextPages(given.baseUri(), given.path(), query, cursor, given.askedSize(query));
        }
    }

    /** Pages whose size is left to the API. */
    public NextPages(URI baseUri, String path, CollectionQuery query, String cursorParameter) {
        this(baseUri, path, query, cursorParameter, 0);
    }

    @Override
    public PageRequest first() {
        return new PageRequest(1, path, query.text());
    }

    @Override
    public boolean anyOrder() {
        return false;
    }

    @Override
    public String asksBy() {
        return "next";
    }

    @Override
    public PageSequence begin(Page first, PageFormat format, Naming names, Earlier earlier) {
        return new Chain(this, first, format, names, earlier);
    }

    /** Whether a page names no next one: by nothing, null, or one of the other ways to say so. */
    static boolean isNothing(JsonValue next) {
        if (!next.isObject()) {
            return EndHints.isNothing(next.text())
                    || next.json().replaceAll("\\s", "").equals("[]");
        }
        try {
            return next.members().values().stream().allMatch(EndHints::isNothing);
        } catch (InvalidPageException e) {
            // What cannot be sent is said when it is asked for.
            return false;
        }
    }

    /**
     * The request for a page.
     *
     * @param next what the page before says of it
     * @param at where that stood
     * @throws InvalidPageException if it cannot be asked for so
     */
    PageRequest request(int page, JsonValue next, Place at, Naming names) {
        if (next.json().length() > LONGEST) {
            throw invalid(page, "of " + next.json().length() + " characters, more than " + LONGEST);
        }
        if (next.isArray()) {
            throw invalid(
                    page,
                    "by an array at '" + at + "'; say which of its elements it is (" + names.parameter("next") + ")");
        }
        if (next.isObject()) {
            return withMembers(page, next, at, names);
        }
        String text = next.text();
        if (text.equals("true")) {
            throw invalid(
                    page,
                    "at '" + at + "' by nothing but true; if that says whether there are more, name it as that ("
                            + names.parameter("more") + "), and say where the next link or cursor is ("
                            + names.parameter("next") + ")");
        }
        return cursorParameter.isEmpty()
                ? follow(page, text)
                : new PageRequest(page, path, query.with(cursorParameter, text));
    }

    private PageRequest withMembers(int page, JsonValue next, Place at, Naming names) {
        Map<String, String> members;
        try {
            members = next.members();
        } catch (InvalidPageException e) {
            throw invalid(
                    page,
                    "by an object at '" + at + "' that cannot be sent as parameters: " + e.getMessage()
                            + "; say where in it the link or cursor is (" + names.parameter("next") + ")");
        }
        for (String name : members.keySet()) {
            if (LINKS.contains(name.toLowerCase(Locale.ROOT)) || !cursorParameter.isEmpty()) {
                throw invalid(
                        page,
                        "by an object at '" + at + "'; say where in it the "
                                + (cursorParameter.isEmpty() ? "link" : "cursor") + " is, such as " + at + "/" + name
                                + " ("
                                + names.parameter("next") + ")");
            }
        }
        return new PageRequest(page, path, query.with(members));
    }

    private PageRequest follow(int page, String link) {
        ServerLinks links = new ServerLinks(baseUri);
        URI to;
        try {
            to = links.resolve(path, query.text(), link);
        } catch (IllegalArgumentException e) {
            throw invalid(page, "that is no URL; name the parameter that takes it, if it is a cursor");
        }
        return links.request(page, to)
                .orElseThrow(() -> invalid(
                        page,
                        "to another server, " + to.getScheme() + "://" + to.getRawAuthority()
                                + ", which is not followed"));
    }

    static InvalidPageException invalid(int page, String why) {
        return new InvalidPageException("page " + (page - 1) + " names a next page " + why, false, null);
    }
}
