package io.pagesync.paging.request;

import java.net.URI;
import java.util.Optional;

/**
 * Where the links of a server lead, as far as that is the server itself.
 *
 * @param baseUri the server's scheme, host and port
 */
public record ServerLinks(URI baseUri) {
    /**
     * The URL of a link.
     *
     * @param path the encoded path on which the link was met
     * @param query the encoded query on which it was met, empty if there was none
     * @throws IllegalArgumentException if the link is no URL
     */
    public URI resolve(String path, String query, String link) {
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
