package io.pagesync.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.InvalidSettingException;
import io.pagesync.recording.Origin;
import io.pagesync.recording.RecordedAnswer;
import io.pagesync.recording.RecordedRequest;
import io.pagesync.recording.Recording;
import io.pagesync.recording.RecordingFolder;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.sandbox.Faults;
import io.pagesync.sandbox.LoggedRequest;
import io.pagesync.sandbox.SandboxSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The example, tested as users test a sync of theirs. */
class SyncExtensionTest {
    private static final Path EXAMPLE = Path.of("routes", "packages.camel.yaml");

    @RegisterExtension
    final SyncExtension packages = SyncExtension.of(EXAMPLE)
            .api(
                    "t3",
                    ServedApi.imitating(SandboxSettings.builder().records(250).pageSizeCap(100)))
            .mock("kamelet:queue-sink*")
            .mock("jms:*");

    @TempDir
    Path folder = Path.of("");

    @Test
    void run_ofTheExample_hasItsRowsRecordsAndRequests() {
        RunReport run = packages.run();

        assertThat(run.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(packages.query("SELECT count(*) AS n FROM packages")).containsExactly(Map.of("n", 250));
        assertThat(packages.records("packages"))
                .hasSize(250)
                .extracting(record -> record.get("id"))
                .doesNotHaveDuplicates();
        assertThat(packages.api("t3").requests())
                .extracting(LoggedRequest::page)
                .contains(1, 2, 3);
    }

    @Test
    void run_ofAPageThatFailsForGood_isPartial_untilItNoLongerDoes() {
        packages.api("t3").faults(Faults.none().withFailingPages(Map.of(2, 500)));
        assertThat(packages.run().verdict()).isEqualTo(Verdict.PARTIAL);

        packages.api("t3").faults(Faults.none());
        assertThat(packages.run().verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(packages.query("SELECT count(*) AS n FROM packages")).containsExactly(Map.of("n", 250));
    }

    @Test
    void run_ofAPageThatFailsAtFirst_asksAgain() {
        packages.api("t3").faults(Faults.none().withErrors(0, 503).withFailingAttempts(Map.of(3, 2)));

        assertThat(packages.run().traffic().retries()).isEqualTo(2);
    }

    @Test
    void set_ofAProperty_goesBeforeTheProjects() {
        packages.set("pagesync.api.t3.attempts", "1");
        packages.api("t3").faults(Faults.none().withFailingAttempts(Map.of(2, 1)));

        assertThat(packages.run().verdict()).isEqualTo(Verdict.PARTIAL);
    }

    @Test
    void run_ofPagesMadeUp_handsTheirRecordsOverAsTheyAre() throws IOException {
        SyncExtension items = items(ServedApi.madeUp()
                .get("/items?page=1", page(3, "{\"id\": 1, \"price\": 1.10}", "{\"id\": 2}"))
                .get("/items?page=2", page(3, "{\"id\": 3}")));

        assertThat(items.run("items").verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(items.records("items")).first().hasToString("{\"id\": 1, \"price\": 1.10}");
        assertThat(items.mocked("direct:items").getReceivedCounter()).isEqualTo(2);
        items.end();
    }

    @Test
    void run_ofARecording_needsNoLogIn() throws IOException {
        Recording recording = new Recording(
                new Origin(""),
                Set.of(),
                "",
                List.of(new RecordedAnswer(
                        new RecordedRequest("GET", "/v1/items", "page=*", null),
                        1,
                        200,
                        Map.of("Content-Type", "application/json"),
                        "page-1.json",
                        page(1, "{\"id\": 1}").getBytes(StandardCharsets.UTF_8))));
        new RecordingFolder(folder.resolve("recording")).write(recording);
        Path properties = Files.writeString(folder.resolve("application.properties"), """
                pagesync.api.shop.base-url = https://api.example.com/v1/
                pagesync.api.shop.auth.type = bearer
                pagesync.api.shop.proxy = http://127.0.0.1:9
                pagesync.datasource.main.url = jdbc:postgresql://127.0.0.1:9/nobody
                """);

        SyncExtension items =
                items(ServedApi.recorded(folder.resolve("recording"))).properties(properties);

        assertThat(items.run().verdict()).isEqualTo(Verdict.COMPLETE);
        items.end();
    }

    @Test
    void pauseAfter_isKeptByTheRun() {
        packages.api("t3").pauseAfter(1, Duration.ofSeconds(1));

        RunReport run = packages.run();

        assertThat(run.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(run.traffic().pauses()).isEqualTo(1);
    }

    @Test
    void run_ofAnApiThatIsNotServed_asksNobody() throws IOException {
        SyncExtension items = SyncExtension.of(route("items")).api("other", ServedApi.madeUp());

        assertThatThrownBy(items::run)
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("shop");
        items.end();
    }

    @Test
    void of_aFileThatIsNotThere_isToldWithItsPlace() throws IOException {
        SyncExtension nowhere = SyncExtension.of(folder.resolve("nowhere.camel.yaml"));

        assertThatThrownBy(nowhere::run).hasMessage("There is no file " + folder.resolve("nowhere.camel.yaml"));
        nowhere.end();
    }

    @Test
    void set_afterTheFirstRun_isRefused() {
        packages.run();

        assertThatThrownBy(() -> packages.set("pagesync.api.t3.attempts", "1"))
                .hasMessage("The sync has been run already; say this before the first run");
    }

    private SyncExtension items(ServedApi shop) throws IOException {
        return SyncExtension.of(route("items")).api("shop", shop).mock("direct:items");
    }

    private Path route(String name) throws IOException {
        return Files.writeString(folder.resolve(name + ".camel.yaml"), """
                - route:
                    id: %s
                    from:
                      uri: kamelet:collection-source
                      parameters:
                        api: shop
                        path: /items
                      steps:
                        - to: direct:items
                """.formatted(name));
    }

    private static String page(int total, String... records) {
        return "{\"total\": " + total + ", \"pageSize\": 2, \"data\": [" + String.join(", ", records) + "]}";
    }
}
