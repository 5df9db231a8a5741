package io.pagesync.page.read;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagesync.page.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What an answer says of an error, in the fields that APIs have for it. */
public final class ErrorText {
    /** No error is longer, and a page may be as long as memory allows. */
    private static final int LONGEST = 1024 * 1024;

    private static final List<String> FIELDS = List.of(
            "message",
            "detail",
            "error_description",
            "error_message",
            "errorMessage",
            "error",
            "errors",
            "fault",
            "msg",
            "title");

    private static final List<String> WITHIN = List.of("message", "detail", "reason", "description", "title", "msg");

    private ErrorText() {}

    /** The text in quotes, on one line, as {@link AnswerStart} has it; empty if the answer is no object with such a field. */
    public static Optional<String> of(byte[] body) {
        if (body.length > LONGEST) {
            return Optional.empty();
        }
        try {
            JsonNode json = Json.MAPPER.readTree(body);
            return FIELDS.stream()
                    .map(json::path)
                    .filter(ErrorText::says)
                    .findFirst()
                    .map(reason -> AnswerStart.of(text(reason).getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean says(JsonNode reason) {
        return !reason.isMissingNode()
                && !reason.isNull()
                && !(reason.isTextual() && reason.asText().isBlank());
    }

    /** Its text, or that of the first thing in it that is called as reasons are. */
    private static String text(JsonNode reason) {
        if (reason.isTextual()) {
            return reason.asText();
        }
        for (String field : WITHIN) {
            JsonNode within = reason.findValue(field);
            if (within != null && within.isTextual() && !within.asText().isBlank()) {
                return within.asText();
            }
        }
        return reason.toString();
    }
}
