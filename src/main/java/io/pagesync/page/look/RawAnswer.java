package io.pagesync.page.look;

import io.pagesync.page.AnswerHeaders;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An answer as it came, before anybody knows where in it what is.
 *
 * @param status the HTTP status
 * @param headers its headers, of each the first value, of Link all of them; their names are found in whatever case
 * @param body its bytes in UTF-8, which nobody may change
 */
public record RawAnswer(int status, Map<String, String> headers, byte[] body) implements AnswerHeaders {
    /** Copies the map. */
    public RawAnswer {
        Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(headers);
        headers = copy;
    }

    @Override
    public @Nullable String value(String name) {
        return headers.get(name);
    }

    @Override
    public @Nullable String link(String relation) {
        String header = value("Link");
        return header == null ? null : LinkHeader.parse(header).get(relation);
    }
}
