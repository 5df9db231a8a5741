package io.pagesync.paging.request;

import org.jspecify.annotations.Nullable;

/**
 * A request for a page.
 *
 * @param page which page of the run, from 1
 * @param path the encoded path below the API's base URL, with its leading slash
 * @param query the encoded query that asks for it, without a question mark; empty if there is none
 * @param body a JSON text in ASCII, which makes it a POST; null for a GET
 */
public record PageRequest(
        int page, String path, String query, @Nullable String body) {
    /** A GET. */
    public PageRequest(int page, String path, String query) {
        this(page, path, query, null);
    }

    /** The method, {@code GET} or {@code POST}. */
    public String method() {
        return body == null ? "GET" : "POST";
    }

    /** The same request elsewhere. */
    public PageRequest to(String otherPath, String otherQuery) {
        return new PageRequest(page, otherPath, otherQuery, body);
    }
}
