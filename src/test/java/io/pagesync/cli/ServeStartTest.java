package io.pagesync.cli;

import static io.pagesync.testing.TestSync.packages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.pagesync.testing.TestSync;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code serve} starts, where something is wrong with one of its syncs. */
final class ServeStartTest {
    private static final String NIGHTLY = "0 0 2 * * ?";

    @TempDir
    private Path folder = Path.of("");

    private CommandProcess serve() throws IOException {
        return CommandProcess.start(
                folder,
                Redirect.DISCARD,
                Map.of("PAGESYNC_API_T3_BASE_URL", "http://localhost:1", "PAGESYNC_JMS_URL", "tcp://localhost:1"),
                List.of("-Dpagesync.home=" + folder),
                "serve");
    }

    private static TestSync sync(String id) {
        return packages().id(id).with("schedule", NIGHTLY);
    }

    @Test
    void serve_whereSomeSyncsCannotBe_saysWhichAndStartsTheOthers() throws Exception {
        sync("good").write(folder);
        sync("twin").write(folder);
        sync("wrong").with("kye", "id").write(folder);
        sync("lost").steps("- to: direct:nowhere").write(folder);
        packages().id("never").with("schedule", "0 0 2 30 2 ? 2020").write(folder);
        try (CommandProcess serve = serve()) {
            assumeFalse(serve.ignores(15));
            await().until(() -> {
                assertThat(serve.process().isAlive()).as(serve::err).isTrue();
                return serve.err().contains("twin: next start ");
            });
            serve.signal("TERM");

            assertThat(serve.exitCode()).isEqualTo(143);
            assertThat(serve.err())
                    .contains(
                            "pagesync: routes/wrong.camel.yaml: there is no parameter 'kye' of kamelet:collection-source;"
                                    + " did you mean key?\n",
                            "pagesync: routes/lost.camel.yaml: no route begins with direct:nowhere",
                            "pagesync: not started: what is in routes/lost.camel.yaml, routes/wrong.camel.yaml; mend"
                                    + " that and start again\n",
                            "pagesync: the sync never has schedule: '0 0 2 30 2 ? 2020', which never comes again; mend"
                                    + " it, or leave it out; it is not started\n",
                            "good: next start ")
                    .doesNotContain("wrong: ", "lost: ");
        }
    }

    @Test
    void serve_whereTheConsumerOfAnotherRouteCannotStart_saysWhichAndStartsTheRest() throws Exception {
        sync("good").write(folder);
        route("orders", "jms:queue:orders?testConnectionOnStartup=true");
        route("ticks", "timer:ticks?repeatCount=1");
        try (CommandProcess serve = serve()) {
            assumeFalse(serve.ignores(15));
            await().until(() -> {
                assertThat(serve.process().isAlive()).as(serve::err).isTrue();
                return serve.err().contains("good: next start ");
            });
            serve.signal("TERM");

            assertThat(serve.exitCode()).isEqualTo(143);
            assertThat(serve.err())
                    .contains(
                            "pagesync: the route orders is not started: the message broker tcp://localhost:1 cannot be"
                                    + " reached (")
                    .doesNotContain("ticks");
        }
    }

    @Test
    void serve_whereNothingCanStart_saysWhy() throws Exception {
        route("orders", "jms:queue:orders?testConnectionOnStartup=true");
        try (CommandProcess serve = serve()) {
            assertThat(serve.exitCode()).isEqualTo(1);
            assertThat(serve.err()).contains("pagesync: the message broker tcp://localhost:1 cannot be reached (");
        }
    }

    private void route(String id, String from) throws IOException {
        Files.writeString(
                Files.createDirectories(folder.resolve("routes")).resolve(id + ".camel.yaml"),
                "- route: { id: " + id + ", from: { uri: '" + from + "', steps: [ { stop: {} } ] } }\n");
    }

    @Test
    void serve_whereNoSyncCanBe_saysAllThatIsWrongAtOnce() throws Exception {
        sync("wrong").with("kye", "id").write(folder);
        sync("other").with("vefiry", "counted").write(folder);
        try (CommandProcess serve = serve()) {
            assertThat(serve.exitCode()).isEqualTo(2);
            assertThat(serve.err().lines())
                    .containsExactly(
                            "pagesync: routes/other.camel.yaml: there is no parameter 'vefiry' of"
                                    + " kamelet:collection-source; did you mean verify?",
                            "pagesync: routes/wrong.camel.yaml: there is no parameter 'kye' of"
                                    + " kamelet:collection-source; did you mean key?");
        }
    }
}
