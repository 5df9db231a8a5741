package io.pagesync.camel.sink;

import static io.pagesync.testing.TestSync.packages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.boot.Pipeline;
import io.pagesync.camel.context.OpenRuns;
import io.pagesync.destination.DestinationInUseException;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.sandbox.Sandbox;
import io.pagesync.sandbox.SandboxSettings;
import io.pagesync.testing.TestApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several syncs whose pages go through one route to one use of a sink. */
final class SharedSinkTest {
    @TempDir
    private Path folder = Path.of("set by JUnit");

    private static Sandbox sandbox(int records) throws IOException {
        return Sandbox.start(SandboxSettings.builder().records(records).build());
    }

    private void addShared(Engine engine, String file) {
        engine.addRoutes("shared", """
            - route:
                id: shared
                from:
                  uri: direct:shared
                  steps:
                    - to: { uri: kamelet:jsonl-sink, parameters: { file: '%s' } }
            """.formatted(folder.resolve(file)));
    }

    @Test
    void run_whileAnotherSyncWritesTheFileOfTheSharedRoute_isRefusedBeforeItsFirstRequest() throws Exception {
        try (Sandbox slow = sandbox(2_000);
                Sandbox idle = sandbox(300);
                Engine engine = Engine.start(
                        TestApi.at(slow.baseUri()).rate(20).settings(),
                        TestApi.named("other", idle.baseUri()).settings())) {
            addShared(engine, "all.jsonl");
            CompletableFuture<RunReport> first = CompletableFuture.supplyAsync(
                    () -> packages().id("first").steps("- to: direct:shared").run(engine));
            await().until(() -> !slow.requests().isEmpty());

            assertThatThrownBy(() -> packages()
                            .id("second")
                            .with("api", "other")
                            .steps("- to: direct:shared")
                            .run(engine))
                    .isInstanceOf(DestinationInUseException.class)
                    .hasMessageStartingWith("the file " + folder.resolve("all.jsonl") + " is being written by run ")
                    .hasMessageContaining(" of the sync first ");

            assertThat(idle.requests()).isEmpty();
            assertThat(first.get().verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(Files.readAllLines(folder.resolve("all.jsonl")))
                    .hasSize(2_000)
                    .doesNotHaveDuplicates();
            assertThat(OpenRuns.of(engine.context()).open()).isEmpty();
            assertThat(Pipeline.run(engine.context(), "second").verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(Files.readAllLines(folder.resolve("all.jsonl"))).hasSize(300);
        }
    }

    @Test
    void run_twoSyncsAtOnceBehindOneSharedRoute_eachHasItsOwnRecordsInItsOwnFile() throws Exception {
        try (Sandbox one = sandbox(2_000);
                Sandbox other = sandbox(3_000);
                Engine engine = Engine.start(
                        TestApi.at(one.baseUri()).rate(40).settings(),
                        TestApi.named("other", other.baseUri()).rate(60).settings())) {
            engine.addRoutes("shared", """
                - route:
                    id: shared
                    from:
                      uri: direct:shared
                      steps:
                        - toD: kamelet:jsonl-sink?file=RAW(%s/${header.PagesyncSync}.jsonl)
                """.formatted(folder));
            CompletableFuture<RunReport> first = CompletableFuture.supplyAsync(
                    () -> packages().id("first").steps("- to: direct:shared").run(engine));
            RunReport second = packages()
                    .id("second")
                    .with("api", "other")
                    .steps("- to: direct:shared")
                    .run(engine);

            assertThat(first.get().verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(second.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(Files.readAllLines(folder.resolve("first.jsonl")))
                    .hasSize(2_000)
                    .doesNotHaveDuplicates();
            assertThat(Files.readAllLines(folder.resolve("second.jsonl")))
                    .hasSize(3_000)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void run_twoSyncsAtOnceMeetAtAFileThatIsChosenForEachMessage_theSecondFailsItsPageWithTheSentence()
            throws Exception {
        try (Sandbox slow = sandbox(2_000);
                Sandbox quick = sandbox(300);
                Engine engine = Engine.start(
                        TestApi.at(slow.baseUri()).rate(20).settings(),
                        TestApi.named("other", quick.baseUri()).settings())) {
            engine.addRoutes("shared", """
                - route:
                    id: shared
                    from:
                      uri: direct:shared
                      steps:
                        - toD: kamelet:jsonl-sink?file=RAW(%s/${header.to}.jsonl)
                """.formatted(folder));
            String steps = """
                - setHeader: { name: to, constant: all }
                - to: direct:shared
                """;
            CompletableFuture<RunReport> first = CompletableFuture.supplyAsync(
                    () -> packages().id("first").steps(steps).run(engine));
            await().until(() -> Files.exists(folder.resolve("all.jsonl.part")));

            RunReport second =
                    packages().id("second").with("api", "other").steps(steps).run(engine);

            assertThat(second.verdict()).isEqualTo(Verdict.FAILED);
            assertThat(second.failures().get(0).error())
                    .contains("the file " + folder.resolve("all.jsonl") + " is being written by run ");
            assertThat(first.get().verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(Files.readAllLines(folder.resolve("all.jsonl")))
                    .hasSize(2_000)
                    .doesNotHaveDuplicates();
        }
    }
}
