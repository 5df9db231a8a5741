package io.pagesync.recording;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An answer of a recording.
 *
 * @param request which requests it answers
 * @param page the number of the page that it is, from 1; null if it is none, such as that of a log-in
 * @param status the HTTP status
 * @param headers those that say something of the pages, and Content-Type
 * @param file the name of the file in the recording's folder that holds the body; empty if there is none
 * @param body the bytes in that file, which nobody may change
 */
public record RecordedAnswer(
        RecordedRequest request,
        @Nullable Integer page,
        int status,
        Map<String, String> headers,
        String file,
        byte[] body) {
    /** Copies the headers. */
    public RecordedAnswer {
        Map<String, String> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        sorted.putAll(headers);
        headers = Collections.unmodifiableMap(sorted);
    }

    /** The same answer to other requests. */
    public RecordedAnswer to(RecordedRequest others) {
        return new RecordedAnswer(others, page, status, headers, file, body);
    }

    /** The headers, moved as the body is. */
    public Map<String, String> headersAt(Origin recorded, String server) {
        Map<String, String> moved = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, value) -> moved.put(name, recorded.moved(value, server)));
        return moved;
    }

    /** The body, whose links to the recorded server lead to another one, such as {@code http://127.0.0.1:8480}. */
    public byte[] bodyAt(Origin recorded, String server) {
        // One character for each byte, whatever the bytes are.
        String text = new String(body, StandardCharsets.ISO_8859_1);
        String moved = recorded.moved(text, server);
        return moved.equals(text) ? body : moved.getBytes(StandardCharsets.ISO_8859_1);
    }
}
