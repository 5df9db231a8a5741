package io.pagesync.route;

import static io.pagesync.route.TestSync.packages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pagesync.run.DestinationInUseException;
import io.pagesync.run.RunReport;
import io.pagesync.run.Verdict;
import io.pagesync.sandbox.Sandbox;
import io.pagesync.sandbox.SandboxSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
            await().atMost(Duration.ofSeconds(20)).until(() -> !slow.requests().isEmpty());

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
            assertThat(Runs.of(engine.context()).open()).isEmpty();
            assertThat(Pipeline.run(engine.context(), "second").verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(Files.readAllLines(folder.resolve("all.jsonl"))).hasSize(300);
        }
    }
}
