package io.pagesync.paging.request;

import io.pagesync.page.WholeNumber;
import io.pagesync.settings.QueryEncoding;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the links of a server lead, as far as that is the server itself.
 *
 * @param baseUri the server's scheme, host and port
 */
public record ServerLinks(URI baseUri) {
    /** What java.net.URI refuses in a query or in all of a URL, and some APIs write all the same. */
    private static final Pattern UNSAFE = Pattern.compile("[ \"<>\\\\^`{|}]|%(?![0-9A-Fa-f]{2})");

    /**
     * The URL of a link; what may not stand in one, such as a space, is encoded, as browsers do.
     *
     * @param path the encoded path on which the link was met
     * @param query the encoded query on which it was met, empty if there was none
     * @throws IllegalArgumentException if the link is no URL
     */
    public URI resolve(String path, String query, String link) {
        try {
            return resolved(path, query, link);
        } catch (IllegalArgumentException e) {
            if (!link.contains("/") && !link.contains("?")) {
                throw e;
            }
            return resolved(path, query, UNSAFE.matcher(link).replaceAll(each -> QueryEncoding.of(each.group())));
        }
    }

    private URI resolved(String path, String query, String link) {
        // By RFC 2396, which java.net.URI follows, a query alone would lead to the folder.
        return URI.create(baseUri + path + "?" + query).resolve(link.startsWith("?") ? path + link : link);
    }

    /**
     * The request for a URL of this server, as a page's; empty if the URL is another server's.
     *
     * @param met the request for the page on which it was met, or for which it was met: its body goes along
     */
    public Optional<PageRequest> request(PageRequest met, URI to) {
        if (!isHere(to)) {
            return Optional.empty();
        }
        String path = to.getRawPath() == null || to.getRawPath().isEmpty() ? "/" : to.getRawPath();
        return Optional.of(met.to(path, to.getRawQuery() == null ? "" : to.getRawQuery()));
    }

    /** Whether a link differs from a request by one parameter, in which it has the higher number. */
    public boolean isBehind(PageRequest request, String link) {
        URI to;
        try {
            to = resolve(request.path(), request.query(), link);
        } catch (IllegalArgumentException e) {
            return false;
        }
        if (!isHere(to) || to.getRawQuery() == null || !request.path().equals(to.getRawPath())) {
            return false;
        }
        List<String> linked = pairs(to.getRawQuery());
        List<String> here = pairs(request.query());
        List<String> there = new ArrayList<>(linked);
        there.removeAll(here);
        here.removeAll(linked);
        if (there.size() != 1 || here.size() > 1) {
            return false;
        }
        String[] last = there.get(0).split("=", 2);
        // The first page is asked for without its number, as a rule.
        String[] reached =
                here.isEmpty() ? new String[] {last[0], "1"} : here.get(0).split("=", 2);
        return last.length == 2
                && reached.length == 2
                && last[0].equals(reached[0])
                && WholeNumber.parse(last[1]).orElse(-1)
                        > WholeNumber.parse(reached[1]).orElse(Long.MAX_VALUE);
    }

    private static List<String> pairs(String query) {
        return new ArrayList<>(CollectionQuery.of(query, "", "", 0).parameters());
    }

    private boolean isHere(URI to) {
        return baseUri.getScheme().equalsIgnoreCase(to.getScheme())
                && baseUri.getHost().equalsIgnoreCase(to.getHost())
                && port(baseUri) == port(to)
                && to.getRawUserInfo() == null;
    }

    private static int port(URI uri) {
        return uri.getPort() > 0 ? uri.getPort() : "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }
}
