package io.pagesync.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerReasonTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"message\":\"no\"} | 'no'",
                "{\"title\":\"T\",\"detail\":\"because\"} | 'because'",
                "{\"error\":\"invalid_token\",\"error_description\":\"it expired\"} | 'it expired'",
                "{\"error\":{\"code\":7,\"message\":\"deep\"}} | 'deep'",
                "{\"errors\":[\"a\",\"b\"]} | '[\"a\",\"b\"]'",
                "{\"error\":true} | 'true'",
                "{\"message\":null,\"error\":\"e\"} | 'e'",
                "{\"message\":\"\",\"detail\":\"d\"} | 'd'",
                "{\"x\":1} | '{\"x\":1}'",
                "[1] | '[1]'",
                "null | 'null'",
                "<html>Busy</html> | '<html>Busy</html>'",
                "{\"message\": | '{\"message\":'"
            })
    void of_body_isItsReasonOrItsBeginning(String body, String reason) {
        assertThat(of(body)).isEqualTo(reason);
    }

    @Test
    void of_emptyBody_isEmpty() {
        assertThat(of("")).isEmpty();
    }

    @Test
    void of_bodyNestedTooDeep_isItsBeginning() {
        assertThat(of("[".repeat(100_000))).isEqualTo("'" + "[".repeat(120) + "...'");
    }

    @Test
    void of_reasonOfSeveralLines_isOneLine() {
        assertThat(of("{\"message\":\"a\\nb\\u001b[31m\"}")).isEqualTo("'a b [31m'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"message\":\"API rate limit exceeded for you\"} | true",
                "{\"__type\":\"ThrottlingException\",\"message\":\"Rate exceeded\"} | true",
                "{\"error\":{\"code\":\"Throttling.User\",\"message\":\"Request was denied\"}} | true",
                "{\"error\":{\"code\":\"TooManyRequests\",\"message\":\"try later\"}} | true",
                "{\"errorCode\":\"REQUEST_LIMIT_EXCEEDED\",\"message\":\"TotalRequests Limit exceeded.\"} | true",
                "{\"code\":\"InvalidParameter\",\"message\":\"limit must be at most 100\"} | false",
                "{\"message\":\"page 6 is too far\"} | false"
            })
    void speaksOfALimit_inWordsOrByACode(String body, boolean limit) {
        assertThat(ServerReason.speaksOfALimit(body.getBytes(UTF_8))).isEqualTo(limit);
    }

    private static String of(String body) {
        return ServerReason.of(body.getBytes(UTF_8));
    }
}
