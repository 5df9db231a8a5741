package io.pagesync.settings;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** A text as a part of a URL's query: percent-encoded UTF-8, a space as %20, which every server reads. */
public final class QueryEncoding {
    private QueryEncoding() {}

    /** The text encoded. */
    public static String of(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
