package io.pagesync.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagesync.page.AnswerStart;
import io.pagesync.page.Json;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Why a server says it refused, as one line; and what a person can do about a status. */
final class ServerReason {
    private static final List<String> FIELDS =
            List.of("message", "detail", "error_description", "error", "errors", "title");
    private static final Map<Integer, String> HINTS = Map.of(
            401, "check the credentials: --bearer-env VAR takes a token from the environment",
            403, "the credentials are known but may not read this",
            404, "check the path",
            429, "lower --rate, or allow more --attempts");

    private ServerReason() {}

    /** The reason in the body: its message, detail, error or errors, else its beginning; empty if the body is. */
    static String of(byte[] body) {
        if (body.length == 0) {
            return "";
        }
        try {
            JsonNode json = Json.MAPPER.readTree(body);
            for (String field : FIELDS) {
                JsonNode reason = json.path(field);
                if (!reason.isMissingNode()
                        && !reason.isNull()
                        && !(reason.isTextual() && reason.asText().isBlank())) {
                    String text = reason.isTextual() ? reason.asText() : text(reason);
                    return AnswerStart.of(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
                }
            }
        } catch (IOException e) {
            // Not JSON: then what the body begins with is all there is to say.
            return AnswerStart.of(body);
        }
        return AnswerStart.of(body);
    }

    private static String text(JsonNode reason) {
        JsonNode message = reason.path("message");
        return message.isTextual() ? message.asText() : reason.toString();
    }

    static String hint(int status) {
        String hint = HINTS.get(status);
        return hint == null ? "" : "; " + hint;
    }

    static String phrase(int status) {
        return switch (status) {
            case 400 -> "bad request";
            case 401 -> "unauthorized";
            case 403 -> "forbidden";
            case 404 -> "not found";
            case 429 -> "too many requests";
            case 500 -> "internal server error";
            case 502 -> "bad gateway";
            case 503 -> "service unavailable";
            case 504 -> "gateway timeout";
            default -> String.format(Locale.ROOT, "status %d", status);
        };
    }
}
