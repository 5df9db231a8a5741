package io.pagesync.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagesync.page.Json;
import io.pagesync.page.read.AnswerStart;
import io.pagesync.settings.Naming;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Why a server says it refused, as one line; and what a person can do about a status. */
final class ServerReason {
    private static final List<String> FIELDS =
            List.of("message", "detail", "error_description", "error", "errors", "title");

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

    /** What a person can do about it, as the end of a sentence; {@code names} are those of the API's settings. */
    static String hint(int status, Naming names) {
        return switch (status) {
            case 403 -> "; the credentials are known but may not read this";
            case 404 -> "; check the path and the query";
            case 429 -> "; lower " + names.setting("rate-limit") + ", or allow more " + names.setting("attempts");
            default -> "";
        };
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
