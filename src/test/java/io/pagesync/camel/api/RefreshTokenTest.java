package io.pagesync.camel.api;

import static io.pagesync.testing.TestSync.packages;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.testing.OddServer;
import io.pagesync.testing.OddServer.Answer;
import io.pagesync.testing.TestApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole loads with a refresh token, which its server replaces each time. */
@Timeout(180)
final class RefreshTokenTest {
    private static final int PAGES = 12;

    @TempDir
    private Path folder = Path.of("");

    private Path file = Path.of("");

    @BeforeEach
    void writeFile() throws IOException {
        file = Files.writeString(folder.resolve("refresh"), "refresh-1\n");
    }

    private static void assertEveryPageOnce(RunReport report) {
        assertThat(report.failures()).isEmpty();
        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(report.records().delivered()).isEqualTo(OddServer.records(PAGES));
    }

    private TestApi api(OddServer server) {
        return TestApi.at(server.baseUri())
                .auth(
                        Map.of(
                                "type",
                                "oauth2-refresh-token",
                                "token-url",
                                server.baseUri() + "/token?page=0",
                                "client-id",
                                "me",
                                "refresh-token-file",
                                file.toString()),
                        Map.of());
    }

    @Test
    void refreshToken_isReplacedInItsFileBeforeItsAccessTokenIsUsed() throws IOException {
        AtomicInteger given = new AtomicInteger(1);
        try (OddServer server = OddServer.start(PAGES, asked -> {
            if (asked.uri().getPath().equals("/token")) {
                int next = given.incrementAndGet();
                return Answer.of(
                        200,
                        "{\"access_token\":\"access-" + next + "\",\"refresh_token\":\"refresh-" + next
                                + "\",\"token_type\":\"Bearer\",\"expires_in\":3600}");
            }
            String inFile = Files.readString(file).strip();
            return asked.token().equals("Bearer access-" + inFile.substring(8)) ? null : Answer.of(401, "");
        })) {
            TestApi api = api(server);

            assertEveryPageOnce(packages().run(api));
            assertThat(file).hasContent("refresh-2\n");
            assertEveryPageOnce(packages().run(api));
            assertThat(file).hasContent("refresh-3\n");
        }
    }

    @Test
    void refreshToken_thatIsRefused_saysWhatToDo() throws IOException {
        try (OddServer server = OddServer.start(
                PAGES,
                asked -> Answer.of(
                        400, "{\"error\":\"invalid_grant\",\"error_description\":\"Token has been revoked\"}"))) {
            RunReport report = packages().run(api(server));

            assertThat(report.failures().get(0).error())
                    .contains(
                            "answered 400 (bad request): 'Token has been revoked'; check pagesync.api.t3.auth.client-id,"
                                    + " pagesync.api.t3.auth.refresh-token (file " + file
                                    + "); where the reason is invalid_grant,"
                                    + " that refresh token has ended, or was used by somebody else: authorise once more, and put"
                                    + " the new one there");
            assertThat(server.asked()).hasSize(1);
        }
    }
}
