package io.pagesync.sandbox.answer;

import io.pagesync.sandbox.call.RefusedException;
import io.pagesync.sandbox.data.JsonBytes;
import java.util.Map;

/**
 * An answer before it is sent: always JSON.
 *
 * @param status the HTTP status
 * @param body the whole body
 * @param headers further headers such as {@code Retry-After}
 */
public record Answer(int status, JsonBytes body, Map<String, String> headers) {
    private static final long SECOND_NANOS = 1_000_000_000L;

    /** Copies the map. */
    public Answer {
        headers = Map.copyOf(headers);
    }

    public static Answer ok(JsonBytes body) {
        return new Answer(200, body, Map.of());
    }

    /** An answer with something in its headers. */
    public static Answer ok(JsonBytes body, Map<String, String> headers) {
        return new Answer(200, body, headers);
    }

    /** An error: a status and its reason under {@code message}. */
    public static Answer error(int status, String message) {
        return new Answer(status, message(message), Map.of());
    }

    /** The error that a refused request gets. */
    public static Answer error(RefusedException refused) {
        return error(refused.status(), String.valueOf(refused.getMessage()));
    }

    /** A 429 whose {@code Retry-After} is the wait in whole seconds, rounded up, at least 1. */
    static Answer tooManyRequests(String reason, long waitNanos) {
        String seconds = Long.toString(Math.max(1, (waitNanos + SECOND_NANOS - 1) / SECOND_NANOS));
        return new Answer(429, message(reason + ", retry after " + seconds + " s"), Map.of("Retry-After", seconds));
    }

    /** A 405 that names the method which is right. */
    public static Answer wrongMethod(String right) {
        return new Answer(405, message("Use " + right), Map.of("Allow", right));
    }

    private static JsonBytes message(String text) {
        return new JsonBytes(64 + text.length()).raw("{\"message\":").text(text).ascii('}');
    }
}
