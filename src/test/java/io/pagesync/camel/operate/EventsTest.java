package io.pagesync.camel.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.pagesync.camel.boot.HostContext;
import io.pagesync.camel.boot.Pipeline;
import io.pagesync.report.Verdict;
import io.pagesync.sandbox.Sandbox;
import io.pagesync.sandbox.SandboxSettings;
import io.pagesync.sandbox.answer.Credentials;
import io.pagesync.testing.TestSync;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Processor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What reaches a user's route that begins with {@code direct:pagesync-events}. */
final class EventsTest {
    private static final String ROUTE = """
            - route:
                id: told
                from:
                  uri: direct:pagesync-events
                  steps:
                    - process: { ref: told }
            """;

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final AtomicBoolean fails = new AtomicBoolean();
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.pagesync.events");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private Sandbox sandbox;

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void start() throws Exception {
        sandbox = Sandbox.start(
                SandboxSettings.builder().records(250).rateLimit(0).build());
        logger.addAppender(log);
        log.start();
    }

    @AfterEach
    void stop() {
        logger.detachAppender(log);
        sandbox.close();
    }

    private HostContext host() throws Exception {
        HostContext host = HostContext.of(sandbox)
                .routes(
                        "packages",
                        TestSync.packages().steps("- process: { ref: step }").yaml());
        host.context().getRegistry().bind("step", (Processor) exchange -> {
            if (fails.get()) {
                throw new IllegalStateException("the shelf is full");
            }
        });
        host.context().getRegistry().bind("told", (Processor)
                exchange -> told.add(exchange.getMessage().getBody(String.class)));
        return host;
    }

    private static Verdict run(HostContext host) {
        return Pipeline.run(host.context(), "packages").verdict();
    }

    @Test
    void route_hearsOfTwoFailuresOnce_andOfTheRecovery() throws Exception {
        try (HostContext host = host().routes("told", ROUTE).start()) {
            assertThat(run(host)).isEqualTo(Verdict.COMPLETE);
            fails.set(true);
            assertThat(run(host)).isEqualTo(Verdict.FAILED);
            assertThat(run(host)).isEqualTo(Verdict.FAILED);
            fails.set(false);
            assertThat(run(host)).isEqualTo(Verdict.COMPLETE);

            await().until(() -> told.size() >= 2);
            assertThat(told).hasSize(2);
            assertThat(told.get(0))
                    .contains(
                            "\"event\":\"state-changed\"",
                            "\"sync\":\"packages\"",
                            "\"state\":\"failed\"",
                            "\"was\":\"ok\"",
                            "the shelf is full");
            assertThat(told.get(1)).contains("\"state\":\"ok\"", "\"was\":\"failed\"");
        }
    }

    @Test
    void runs_withoutARoute_areAsEver() throws Exception {
        fails.set(true);
        try (HostContext host = host().start()) {
            assertThat(run(host)).isEqualTo(Verdict.FAILED);
        }
        assertThat(log.list).isEmpty();
    }

    @Test
    void route_thatFails_isAWarning_andNoRunsMatter() throws Exception {
        fails.set(true);
        try (HostContext host =
                host().routes("told", ROUTE.replace("ref: told", "ref: step")).start()) {
            assertThat(run(host)).isEqualTo(Verdict.FAILED);

            await().until(() -> !log.list.isEmpty());
            assertThat(log.list.get(0).getFormattedMessage())
                    .isEqualTo("the event state-changed could not be passed on by direct:pagesync-events: the shelf is"
                            + " full");
        }
    }

    @Test
    void credentials_thatAreRefused_areToldOnce_withoutTheSecret() throws Exception {
        sandbox.close();
        sandbox = Sandbox.start(SandboxSettings.builder()
                .records(250)
                .rateLimit(0)
                .credentials(Credentials.DEMO)
                .build());
        Path key = Files.writeString(folder.resolve("key"), "wrong-key-of-a-test");
        try (HostContext host = host().routes("told", ROUTE)
                .set("pagesync.api.t3.auth.type", "token-exchange")
                .set("pagesync.api.t3.auth.path", "/v2/auth/apikey")
                .set("pagesync.api.t3.auth.body", "{\"apiKey\":\"$(key)\",\"stateCode\":\"CA\"}")
                .set("pagesync.api.t3.auth.key-file", key.toString())
                .start()) {
            assertThat(run(host)).isEqualTo(Verdict.FAILED);
            assertThat(run(host)).isEqualTo(Verdict.FAILED);

            await().until(() -> told.size() >= 2);
            assertThat(told).hasSize(2).anySatisfy(event -> assertThat(event)
                    .contains("\"event\":\"credentials-failing\"", "\"api\":\"t3\""));
            assertThat(told).noneMatch(event -> event.contains("wrong-key-of-a-test"));
        }
    }
}
