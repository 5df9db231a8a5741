package io.pagesync.page.read;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagesync.page.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
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

    private static final List<String> ERRORS = List.of("error", "errors", "fault");
    private static final List<String> SUCCESS = List.of("success", "ok");
    private static final List<String> FAILED = List.of("error", "fail", "failed", "failure");

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

    /**
     * What an answer without any record says of a failure, where it says so beyond doubt: an error in it, or that it is no
     * success. A message alone may be a greeting.
     */
    static Optional<String> ofFailure(byte[] body) {
        if (body.length > LONGEST) {
            return Optional.empty();
        }
        try {
            JsonNode json = Json.MAPPER.readTree(body);
            boolean failed = ERRORS.stream().map(json::path).anyMatch(ErrorText::isError)
                    || SUCCESS.stream().map(json::path).anyMatch(success -> success.isBoolean() && !success.asBoolean())
                    || FAILED.contains(json.path("status").asText().toLowerCase(Locale.ROOT));
            return failed ? of(body).or(() -> Optional.of(AnswerStart.of(body))) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Text, or something in it; a number or a truth value may say that there is none, and so may a code of 0 or 200. */
    private static boolean isError(JsonNode error) {
        String code = error.path("code").asText();
        return (error.isTextual() && !EndHints.isNothing(error.asText()))
                || (error.isBoolean() && error.asBoolean())
                || (error.isContainerNode() && !error.isEmpty() && !code.equals("0") && !code.equals("200"));
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
