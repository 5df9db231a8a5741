package io.pagesync.sandbox.answer;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as the API sees it.
 *
 * @param method such as {@code GET}
 * @param path without the query
 * @param parameters the decoded query
 * @param authorization the header's value; null if there is none
 */
public record Call(
        String method,
        String path,
        Map<String, List<String>> parameters,
        @Nullable String authorization) {
    /** Leaves out the query and the header, which may hold secrets. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
