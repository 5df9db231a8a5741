package io.pagesync.page.look;

import io.pagesync.page.AnswerHeaders;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An answer as it came, before anybody knows where in it what is. */
public final class RawAnswer implements AnswerHeaders {
    private final int status;
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final byte[] body;

    /**
     * An answer.
     *
     * @param status the HTTP status
     * @param headers its headers, of each the first value, of Link all of them
     * @param body its bytes in UTF-8, which nobody may change
     */
    public RawAnswer(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers.putAll(headers);
        this.body = body;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** Its headers; their names are found in whatever case. */
    public Map<String, String> headers() {
        return Collections.unmodifiableMap(headers);
    }

    /** Its bytes in UTF-8, which nobody may change. */
    public byte[] body() {
        return body;
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
