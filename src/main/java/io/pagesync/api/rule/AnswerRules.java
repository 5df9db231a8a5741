package io.pagesync.api.rule;

import com.fasterxml.jackson.core.JsonPointer;
import io.pagesync.InvalidSettingException;
import io.pagesync.api.rule.AnswerRule.Meaning;
import io.pagesync.settings.Form;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads rules as users write them: {@code status 409: retry; /error/code = RATE: wait 30s; status 404: end}. A rule is one
 * or more conditions with {@code and} between them, a colon, and what the answer means; a semicolon ends it. What holds one
 * of these signs stands in double quotes.
 */
public final class AnswerRules {
    private static final String QUOTED = "\"(?:[^\"\\\\]|\\\\.)*\"";
    private static final Pattern RULE = Pattern.compile("(?:" + QUOTED + "|[^;\"])+");
    private static final Pattern CONDITION =
            Pattern.compile("((?:" + QUOTED + "|[^\"])+?)(?:\\s+and\\s+|$)", Pattern.DOTALL);
    private static final Pattern STATUS = Pattern.compile("status\\s+(?:(\\d{3})|([245])xx)");
    private static final Pattern VALUE = Pattern.compile("(/[^\\s=]*)\\s*=\\s*(" + QUOTED + "|[^\"]+)");
    private static final Pattern WAIT = Pattern.compile("wait(?:\\s+(\\S+))?");
    private static final Form<Duration> TIME = Form.time("1ms");
    private static final Form<Meaning> MEANING = Form.word(Meaning.class);

    private AnswerRules() {}

    /**
     * The rules in a text.
     *
     * @param setting what the text was given as, for messages
     * @throws InvalidSettingException if one of them cannot be
     */
    public static List<AnswerRule> parse(String setting, String text) {
        List<String> rules = new ArrayList<>();
        Matcher next = RULE.matcher(text);
        int end = 0;
        while (next.find()) {
            if (!text.substring(end, next.start()).matches(";?")) {
                break;
            }
            end = next.end();
            if (!next.group().isBlank()) {
                rules.add(next.group().strip());
            }
        }
        if (!text.substring(end).matches(";*\\s*") || rules.isEmpty()) {
            throw new InvalidSettingException(setting + " has a double quote or a semicolon too many after '"
                    + shown(text.substring(0, end)) + "'; a rule is written as 'status 409: retry', semicolons between"
                    + " rules");
        }
        return rules.stream().map(rule -> rule(setting, rule)).toList();
    }

    private static AnswerRule rule(String setting, String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw wrong(setting, text, "has no colon; write it as 'status 409: retry'");
        }
        String meaning = text.substring(colon + 1).strip();
        int lowest = 200;
        int highest = 599;
        Map<JsonPointer, String> values = new LinkedHashMap<>();
        Matcher conditions = CONDITION.matcher(text.substring(0, colon).strip());
        int end = 0;
        while (conditions.find()) {
            end = conditions.end();
            String condition = conditions.group(1).strip();
            Matcher status = STATUS.matcher(condition);
            Matcher value = VALUE.matcher(condition);
            if (status.matches()) {
                lowest = status.group(1) == null
                        ? Integer.parseInt(status.group(2)) * 100
                        : Integer.parseInt(status.group(1));
                highest = status.group(1) == null ? lowest + 99 : lowest;
            } else if (value.matches()) {
                values.put(pointer(setting, text, value.group(1)), unquoted(value.group(2)));
            } else {
                throw wrong(
                        setting,
                        text,
                        "has the condition '" + shown(condition)
                                + "'; it must be a status (status 409, status 5xx) or a"
                                + " JSON pointer and the value there (/error/code = RATE)");
            }
        }
        if (end < text.substring(0, colon).strip().length() || end == 0) {
            throw wrong(setting, text, "has no condition that can be read; write it as 'status 409: retry'");
        }
        if (lowest < 200 || highest > 599 || (lowest >= 300 && lowest < 400)) {
            throw wrong(setting, text, "is of a status that no rule can be for; it must be 2xx, 4xx or 5xx");
        }
        if (lowest == 401 && highest == 401) {
            throw wrong(setting, text, "is of status 401, which is about who asks; see auth.type");
        }
        return meaning(setting, text, meaning, lowest, highest, values);
    }

    private static AnswerRule meaning(
            String setting, String text, String meaning, int lowest, int highest, Map<JsonPointer, String> values) {
        Matcher wait = WAIT.matcher(meaning);
        if (wait.matches()) {
            Optional<Duration> length = Optional.ofNullable(wait.group(1)).map(time -> TIME.find(time)
                    .orElseThrow(
                            () -> wrong(setting, text, "waits for '" + shown(time) + "'; it must be " + TIME.right())));
            return new AnswerRule(shown(text), lowest, highest, values, Meaning.WAIT, length);
        }
        return MEANING.find(meaning)
                .map(each -> new AnswerRule(shown(text), lowest, highest, values, each, Optional.empty()))
                .orElseThrow(() -> wrong(
                        setting,
                        text,
                        "means '" + shown(meaning)
                                + "'; it must be retry, wait, wait and a time (wait 30s), end, empty or fail"));
    }

    private static JsonPointer pointer(String setting, String text, String pointer) {
        try {
            return JsonPointer.compile(pointer);
        } catch (IllegalArgumentException e) {
            throw wrong(setting, text, "has '" + shown(pointer) + "', which is no JSON pointer");
        }
    }

    private static String unquoted(String value) {
        return value.startsWith("\"")
                ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1")
                : value.strip();
    }

    private static String shown(String text) {
        return Form.shown(text.replaceAll("\\p{Cntrl}+", " ").strip());
    }

    private static InvalidSettingException wrong(String setting, String rule, String what) {
        return new InvalidSettingException("the rule '" + shown(rule) + "' of " + setting + " " + what);
    }
}
