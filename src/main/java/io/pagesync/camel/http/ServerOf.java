package io.pagesync.camel.http;

import java.net.URI;
import java.util.Locale;

/** Scheme, host and port of a URL: whom a request is given to. */
public final class ServerOf {
    private ServerOf() {}

    public static URI url(URI url) {
        return URI.create(url.getScheme() + "://" + url.getHost().toLowerCase(Locale.ROOT)
                + (url.getPort() < 0 ? "" : ":" + url.getPort()));
    }
}
