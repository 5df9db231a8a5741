package io.pagesync.camel.watch;

import static io.pagesync.testing.TestSync.packages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pagesync.PagesyncException;
import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.context.OpenRuns;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.run.Run;
import io.pagesync.testing.SandboxExtension;
import io.pagesync.testing.TestApi;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.Processor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A page goes into a wire tap, whose thread ends after everything else. */
@Timeout(180)
final class TapFollowerTest {
    @RegisterExtension
    private final SandboxExtension sandbox = SandboxExtension.of(500);

    @Test
    void run_whoseTapFailsLast_waitsForItAndIsNotComplete() {
        CountDownLatch others = new CountDownLatch(1);
        try (Engine engine = Engine.start(TestApi.at(sandbox.baseUri()).settings())) {
            engine.context().getRegistry().bind("breaks", (Processor) exchange -> {
                if (exchange.getMessage().getHeader("PagesyncPage", Integer.class) == 3) {
                    others.await();
                    throw new PagesyncException("the tap broke");
                }
            });
            engine.addRoutes("tapped", "- from: { uri: \"direct:tapped\", steps: [ process: { ref: breaks } ] }");
            CompletableFuture<RunReport> run = CompletableFuture.supplyAsync(() -> packages()
                    .with("onPageFailure", "continue")
                    .steps("- wireTap: { uri: direct:tapped }")
                    .run(engine));

            await().until(() -> pages(engine) == 4);
            assertThat(run).isNotDone();
            others.countDown();

            RunReport report = run.join();
            assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
            assertThat(report.failures()).containsExactly(new RunReport.Failure(3, "the tap broke"));
        }
    }

    private static int pages(Engine engine) {
        List<Run> open = OpenRuns.of(engine.context()).open();
        return open.isEmpty() ? -1 : open.get(0).status().pages();
    }
}
