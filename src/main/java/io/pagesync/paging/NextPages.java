package io.pagesync.paging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.pagesync.InvalidSettingException;
import io.pagesync.page.ApiWord;
import io.pagesync.page.InvalidPageException;
import io.pagesync.page.Json;
import io.pagesync.page.JsonValue;
import io.pagesync.page.Page;
import io.pagesync.page.Place;
import io.pagesync.page.read.PageFormat;
import io.pagesync.paging.request.Asking;
import io.pagesync.paging.request.CollectionQuery;
import io.pagesync.paging.request.PageRequest;
import io.pagesync.paging.request.ServerLinks;
import io.pagesync.paging.template.Placeholder;
import io.pagesync.settings.Naming;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Each page says how to ask for the next one: by a link, absolute or relative, by a cursor that a parameter takes, which may
 * be in such a link, or by several parameters. The last one says nothing, or null, or that there is no more. Pages are fetched one after the other; a
 * page's delivery goes on beside the next one's fetch.
 *
 * @param baseUri scheme, host and port of the API: a link leads nowhere else
 * @param asking what takes the cursor; nothing if pages say links or parameters
 * @param askedSize how many records a page is asked to have; 0 if it is left to the API
 */
public record NextPages(URI baseUri, Asking asking, long askedSize) implements Paging {
    private static final int LONGEST = 8000;
    private static final Set<String> LINKS = Set.of("href", "url", "uri", "link");

    /** Meant where it is said where a page names the next one. */
    public static final class Style implements PagingStyle {
        @Override
        public boolean isMeantBy(PagingParameters given) {
            return !given.text("next").isEmpty() || given.holds(Placeholder.CURSOR);
        }

        @Override
        public Paging paging(PagingParameters given) {
            if (given.text("next").isEmpty()) {
                throw new InvalidSettingException("the sync " + given.sync() + " has " + Placeholder.CURSOR
                        + ", which takes what a page says of the next; say where that is ("
                        + given.names().parameter("next") + ")");
            }
            Asking asking = given.asking(Placeholder.CURSOR, given.text("cursorParameter"), "cursorParameter");
            return new NextPages(given.baseUri(), asking, given.askedSize(asking));
        }

        @Override
        public String way(PagingParameters given) {
            return given.way(Placeholder.CURSOR, "next");
        }
    }

    /** Pages whose size is left to the API, and whose cursor a parameter of the query takes, if they do not say links. */
    public NextPages(URI baseUri, String path, CollectionQuery query, String cursorParameter) {
        this(baseUri, Asking.by(path, query, Placeholder.CURSOR, cursorParameter), 0);
    }

    @Override
    public CollectionQuery query() {
        return asking.query();
    }

    @Override
    public PageRequest first() {
        return asking.plain(1);
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
        if (asking.takesJson()) {
            return asking.request(page, json(page, next));
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
        if (!asking.takes()) {
            return follow(page, text, names);
        }
        String inLink = asking.valueIn(text);
        return asking.request(page, TextNode.valueOf(inLink.isEmpty() ? text : inLink));
    }

    private static JsonNode json(int page, JsonValue next) {
        try {
            return Json.MAPPER.readTree(next.json());
        } catch (JsonProcessingException e) {
            throw invalid(page, "by what is no JSON: " + next.json());
        }
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
            if (LINKS.contains(name.toLowerCase(Locale.ROOT)) || asking.takes()) {
                throw invalid(
                        page,
                        "by an object at '" + at + "'; say where in it the "
                                + (asking.takes() ? "cursor" : "link") + " is, such as " + at + "/" + name + " ("
                                + names.parameter("next") + ")");
            }
        }
        return asking.withMembers(page, members);
    }

    /** Whether a link is of a page behind that of a request. */
    boolean isBehind(PageRequest request, String link) {
        return new ServerLinks(baseUri).isBehind(request, link);
    }

    private PageRequest follow(int page, String link, Naming names) {
        ServerLinks links = new ServerLinks(baseUri);
        PageRequest met = asking.plain(page);
        URI to;
        try {
            to = links.resolve(met.path(), met.query(), link);
        } catch (IllegalArgumentException e) {
            throw invalid(page, "that is no URL; name the parameter that takes it, if it is a cursor");
        }
        return links.request(met, to).orElseThrow(() -> elsewhere(page, to, names));
    }

    private InvalidPageException elsewhere(int page, URI to, Naming names) {
        String server = to.getScheme() + "://" + to.getRawAuthority();
        boolean sameHost = baseUri.getHost().equalsIgnoreCase(to.getHost()) && to.getRawUserInfo() == null;
        return invalid(
                page,
                "to another server, " + server + ", which is not followed"
                        + (sameHost
                                ? "; if the API answers there too, ask it there, by " + server + " in place of "
                                        + baseUri
                                        + "; if it is behind a proxy, let that tell it how it was called"
                                        + " (X-Forwarded-Proto, X-Forwarded-Host)"
                                : "")
                        + cursorIn(to)
                                .map(name -> "; if only its cursor counts, say that " + name + " takes it ("
                                        + names.parameter("cursorParameter") + ")")
                                .orElse(""));
    }

    private static Optional<String> cursorIn(URI to) {
        return to.getRawQuery() == null
                ? Optional.empty()
                : CollectionQuery.of(to.getRawQuery(), "", "", 0).names().stream()
                        .filter(ApiWord.CURSOR::names)
                        .findFirst();
    }

    static InvalidPageException invalid(int page, String why) {
        return new InvalidPageException("page " + (page - 1) + " names a next page " + why, false, null);
    }
}
