package io.pagesync.camel.api;

import static io.pagesync.testing.TestSync.packages;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.report.RunReport;
import io.pagesync.testing.OddServer;
import io.pagesync.testing.OddServer.Answer;
import io.pagesync.testing.TestApi;
import java.io.IOException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and texts in answers make no line of their own in a log, and command no terminal. */
@Timeout(180)
final class SafeWordsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\\nERROR all is lost\\u001b[2J\":[{\"id\":1}]}",
                "{\"message\":\"no\\r\\nERROR all is lost\\u001b[2J\"}",
                "{\"total\":\"\\nERROR\\u001b[2J\",\"data\":[]}",
                "{\"data\\nERROR\\u001b[2J\":1}",
                "<title>no\nERROR\u001b[2J</title>"
            })
    void error_isOneLineOfPrintableCharacters(String body) throws IOException {
        for (int status : new int[] {200, 400}) {
            try (OddServer server = OddServer.start(1, asked -> Answer.of(status, body))) {
                RunReport report = packages().run(TestApi.at(server.baseUri()).attempts(1));

                assertThat(report.failures()).isNotEmpty();
                assertThat(report.failures().get(0).error().chars())
                        .noneMatch(c -> Character.isISOControl(c) || c == '\u2028');
            }
        }
    }
}
