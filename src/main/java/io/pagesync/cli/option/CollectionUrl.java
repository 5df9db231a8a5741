package io.pagesync.cli.option;

import io.pagesync.InvalidSettingException;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * The URL of a collection, or the name of a sync where one is given in its place.
 *
 * @param text as it was written, placeholders too
 */
record CollectionUrl(String text) {
    /** Whether it is the name of a sync. */
    boolean isSync() {
        return text.matches("[a-z][a-z0-9]*");
    }

    /** Scheme, host and port. */
    URI baseUri() {
        URI uri = uri();
        return URI.create(uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()));
    }

    /** The path as it was written, placeholders too. */
    String path() {
        var unused = uri();
        return withoutQuery().replaceFirst("https?://[^/]*", "");
    }

    /** The query, as it may stand in a route. */
    String query() {
        String front = text.replaceFirst("#.*", "");
        int at = front.indexOf('?');
        return at < 0 ? "" : SyncRoute.query(front.substring(at + 1));
    }

    private String withoutQuery() {
        String front = text.replaceFirst("[?#].*", "");
        return front.matches("https?://[^/]+") ? front + "/" : front;
    }

    private URI uri() {
        if (withoutQuery().matches("([^/]*//)?[^/]*@.*")) {
            throw new InvalidSettingException("the URL holds a user or password, which every process list would show;"
                    + " put the header's value into the environment and name it: --header-env Authorization=VAR");
        }
        if (!text.matches("https?://[^/].*")) {
            throw noUrl();
        }
        URI uri;
        try {
            // What placeholders there are is checked where they are filled.
            uri = new URI(withoutQuery().replaceAll("\\{([A-Za-z]\\w*)}", "%7B$1%7D"));
        } catch (URISyntaxException e) {
            throw new InvalidSettingException("the URL has a character that must be encoded in its path: "
                    + e.getReason() + " at index " + e.getIndex());
        }
        if (uri.getHost() == null) {
            throw noUrl();
        }
        return uri;
    }

    private InvalidSettingException noUrl() {
        return new InvalidSettingException(
                "'" + ShownUrl.of(text) + "' is no URL of an API; write it as https://host/path?query, in quotes");
    }
}
