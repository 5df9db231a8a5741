package io.pagesync.api.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.InvalidSettingException;
import io.pagesync.api.rule.AnswerRule.Meaning;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AnswerRulesTest {
    private static Optional<Meaning> meaning(String rules, int status, String body) {
        return AnswerRule.find(AnswerRules.parse("rules", rules), status, body.getBytes(StandardCharsets.UTF_8))
                .map(AnswerRule::meaning);
    }

    @Test
    void parse_several_areRulesInTheirOrder() {
        List<AnswerRule> rules = AnswerRules.parse(
                "rules",
                "status 409: retry; /error/code = RATE: wait 30s; status 404: end;\n /status = \"empty; or: so\": empty;"
                        + " status 5xx and /fatal = true : fail; status 420: wait;");

        assertThat(rules)
                .extracting(AnswerRule::meaning)
                .containsExactly(Meaning.RETRY, Meaning.WAIT, Meaning.END, Meaning.EMPTY, Meaning.FAIL, Meaning.WAIT);
        assertThat(rules.get(1).pause()).hasValue(Duration.ofSeconds(30));
        assertThat(rules.get(5).pause()).isEmpty();
        assertThat(rules.get(3)).hasToString("/status = \"empty; or: so\": empty");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "status 409: retry # 409 # '' # RETRY",
                "status 409: retry # 408 # '' #",
                "status 5xx: fail # 503 # {} # FAIL",
                "/error/code = RATE: wait # 200 # {\"error\":{\"code\":\"RATE\"}} # WAIT",
                "/error/code = RATE: wait # 200 # {\"error\":{\"code\":\"RATES\"}} #",
                "/error/code = 17: wait # 400 # {\"error\":{\"x\":[1],\"code\":17}} # WAIT",
                "/error/0/code = a b: end # 400 # {\"error\":[{\"code\":\"a b\"}]} # END",
                "/ok = false: retry # 200 # {\"ok\":false} # RETRY",
                "/ok = null: empty # 200 # {\"ok\":null} # EMPTY",
                "/a = \"x: y\": retry # 200 # {\"a\":\"x: y\"} # RETRY",
                "/a = \"say \\\"no\\\"\": end # 200 # {\"a\":\"say \\\"no\\\"\"} # END",
                "/a~1b = 1: end # 200 # {\"a/b\":1} # END",
                "status 404 and /code = GONE: end # 404 # {\"code\":\"GONE\"} # END",
                "status 404 and /code = GONE: end # 404 # {\"code\":\"WHO\"} #",
                "status 404 and /code = GONE: end # 410 # {\"code\":\"GONE\"} #",
                "/code = 1 and /sub = 2: end # 200 # {\"code\":1,\"sub\":2} # END",
                "/code = 1 and /sub = 2: end # 200 # {\"code\":1,\"sub\":3} #",
                "/code = 1: end; status 200: fail # 200 # {\"code\":2} # FAIL",
                "/code = 1: end # 200 # no JSON #",
                "/code = 1: end # 200 # {\"code\":1, cut sho # END"
            })
    void find_isTheFirstRuleThatFits(String rules, int status, String body, Meaning meaning) {
        assertThat(meaning(rules, status, body)).isEqualTo(Optional.ofNullable(meaning));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "status 409 # the rule 'status 409' of rules has no colon; write it as 'status 409: retry'",
                "status 409: repeat # the rule 'status 409: repeat' of rules means 'repeat'; it must be retry, wait, wait"
                        + " and a time (wait 30s), end, empty or fail",
                "status 4o9: retry # the rule 'status 4o9: retry' of rules has the condition 'status 4o9'; it must be a"
                        + " status (status 409, status 5xx) or a JSON pointer and the value there (/error/code = RATE)",
                "status 409: wait long # the rule 'status 409: wait long' of rules waits for 'long'; it must be a length of"
                        + " time from 1ms to 365d, such as 500ms, 30s, 5m, 2h or 1d",
                "status 401: retry # the rule 'status 401: retry' of rules is of status 401, which is about who asks; see"
                        + " auth.type",
                "status 302: end # the rule 'status 302: end' of rules is of a status that no rule can be for; it must be"
                        + " 2xx, 4xx or 5xx",
                "/a = \"open: end # rules has a double quote or a semicolon too many after '/a ='; a rule is written as"
                        + " 'status 409: retry', semicolons between rules"
            })
    void parse_whatIsNone_saysWhatIsWrong(String text, String sentence) {
        assertThatThrownBy(() -> AnswerRules.parse("rules", text))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage(sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {":", ": end", ";", " ", "error/code = x: end", "/a = : end", "= x: end", "status: end"})
    void parse_odds_areRefused(String text) {
        assertThatThrownBy(() -> AnswerRules.parse("rules", text)).isInstanceOf(InvalidSettingException.class);
    }
}
