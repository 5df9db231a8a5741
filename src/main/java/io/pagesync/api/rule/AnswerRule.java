package io.pagesync.api.rule;

import com.fasterxml.jackson.core.JsonPointer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an answer means that fits a condition, such as {@code status 404 and /error/code = GONE: end}.
 *
 * @param text the rule as it was written
 * @param lowest the lowest status it is for
 * @param highest the highest status it is for
 * @param values what must be where in the body, if it is JSON; empty if the status decides alone
 * @param meaning what it means
 * @param pause how long all requests wait then; empty for longer each time, and for other meanings
 */
public record AnswerRule(
        String text,
        int lowest,
        int highest,
        Map<JsonPointer, String> values,
        Meaning meaning,
        Optional<Duration> pause) {
    /** What an answer may mean. */
    public enum Meaning {
        /** It may be another one the next time. */
        RETRY,
        /** A limit is used up: nobody asks for a while, and the page loses no attempt. */
        WAIT,
        /** The page is past the end of the collection. */
        END,
        /** The page has no records. */
        EMPTY,
        /** It fails, and is not asked for again. */
        FAIL
    }

    /** Copies the map. */
    public AnswerRule {
        values = Map.copyOf(values);
    }

    /**
     * The first of the rules that an answer fits; empty if it fits none. The body is read only where a rule for its status
     * asks for it.
     */
    public static Optional<AnswerRule> find(List<AnswerRule> rules, int status, byte[] body) {
        Map<JsonPointer, String> found = null;
        for (AnswerRule rule : rules) {
            if (status < rule.lowest || status > rule.highest) {
                continue;
            }
            if (!rule.values.isEmpty() && found == null) {
                found = PointerValues.of(
                        body,
                        rules.stream()
                                .flatMap(each -> each.values.keySet().stream())
                                .distinct()
                                .toList());
            }
            if (rule.values.isEmpty() || (found != null && found.entrySet().containsAll(rule.values.entrySet()))) {
                return Optional.of(rule);
            }
        }
        return Optional.empty();
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
