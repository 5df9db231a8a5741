package io.pagesync.page.read;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.pagesync.page.Json;
import io.pagesync.page.JsonValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an answer says of an error, in the fields that APIs have for it. */
public final class ErrorText {
    /** No error is longer, and a page may be as long as memory allows. */
    private static final int LONGEST = 1024 * 1024;

    private static final int MOST_OF_AN_ANSWER = 8192;

    /** Words of a server that will not go on, rather than cannot: not "limit 20", which is what it was asked for. */
    private static final Pattern CAP = Pattern.compile(
            "\\b(window|limit(s|ed|ation)?(?![ =:\"']*\\d)|max(imum|imal)?|deep|depth"
                    + "|quota|scroll|cursors?|search after|refine|narrow|too (large|many|far|high|big)|only the first|first [\\d,.]+"
                    + "|(beyond|more than|at most|(greater|less|larger|higher|lower|smaller) than( or equal to)?) [\\d,.]+)\\b");

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
    /** Where an answer says that it lacks some of its records, or may: what stands there goes before what is said of it. */
    static final Map<String, JsonPointer> BESIDE = Stream.of(
                    "/error",
                    "/errors",
                    "/_shards/failed",
                    "/partial",
                    "/partial_results",
                    "/partialResults",
                    "/responseHeader/partialResults",
                    "/timed_out",
                    "/timedOut")
            .map(JsonPointer::compile)
            .collect(Collectors.toUnmodifiableMap(JsonPointer::getMatchingProperty, Function.identity()));

    private static final List<String> SUCCESS = List.of("success", "ok");
    /** Statuses of HTTP, of which those from 400 up say so, but for those that only say that there is nothing. */
    private static final List<String> STATUS = List.of("code", "status", "statusCode", "status_code");

    private static final Set<Integer> NOTHING_THERE = Set.of(400, 404, 410, 416, 422);
    /** Numbers that are 0 where nothing went wrong. */
    private static final List<String> CODES = List.of("errcode", "errCode", "errorCode", "error_code", "errno");

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
                    || SUCCESS.stream().map(json::path).anyMatch(success -> success.asText()
                            .equalsIgnoreCase("false"))
                    || STATUS.stream().mapToInt(name -> json.path(name).asInt()).anyMatch(ErrorText::isFailure)
                    || CODES.stream()
                            .mapToInt(name -> json.path(name).asInt())
                            .anyMatch(code -> code != 0 && code != 200)
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

    /**
     * What an answer says, beside its records, of an error, with where it says so; null if it says nothing. GraphQL answers so
     * where it has a part of what was asked for, and search engines where a part of them has failed.
     */
    static @Nullable String beside(byte[] body) {
        return BESIDE.values().stream()
                .sorted(Comparator.comparing(JsonPointer::toString))
                .flatMap(at -> Stream.ofNullable(JsonValue.at(body, 0, body.length, at))
                        .flatMap(value -> said(at, value).stream()))
                .findFirst()
                .orElse(null);
    }

    /** Whether an answer speaks of a window, a limit or a maximum, in words or in the names of codes. */
    public static boolean speaksOfACap(byte[] answer) {
        String text = new String(answer, 0, Math.min(answer.length, MOST_OF_AN_ANSWER), StandardCharsets.UTF_8);
        String words = text.replaceAll("([a-z])([A-Z])", "$1 $2").replaceAll("[_-]+", " ");
        return CAP.matcher(words.toLowerCase(Locale.ROOT)).find();
    }

    private static Optional<String> said(JsonPointer at, JsonValue value) {
        try {
            JsonNode json = Json.MAPPER.readTree(value.json());
            boolean says = isError(json)
                    || (json.isInt() && json.asInt() > 0 && at.toString().startsWith("/_"));
            return says
                    ? Optional.of("'" + at + "' is " + AnswerStart.of(text(json).getBytes(StandardCharsets.UTF_8)))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean isFailure(int status) {
        return status >= 400 && status < 600 && !NOTHING_THERE.contains(status);
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
