package io.pagesync.camel.watch;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.pagesync.camel.boot.HostContext;
import io.pagesync.camel.boot.Pipeline;
import io.pagesync.sandbox.Faults;
import io.pagesync.sandbox.Sandbox;
import io.pagesync.sandbox.SandboxSettings;
import io.pagesync.testing.TestSync;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What an application's log says of a run. */
final class RunLogTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.pagesync.runs");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        logger.addAppender(log);
        log.start();
    }

    @AfterEach
    void leave() {
        logger.detachAppender(log);
        logger.setAdditive(true);
        logger.setLevel(null);
    }

    private void run(SandboxSettings.Builder settings) throws Exception {
        try (Sandbox sandbox = Sandbox.start(settings.records(250).rateLimit(0).build());
                HostContext host = HostContext.of(sandbox)
                        .routes("packages", TestSync.packages().yaml())
                        .start()) {
            var unused = Pipeline.run(host.context(), "packages");
        }
    }

    @Test
    void run_thatIsComplete_isOneLine() throws Exception {
        run(SandboxSettings.builder());

        assertThat(log.list).singleElement().satisfies(event -> {
            assertThat(event.getLevel()).isEqualTo(Level.INFO);
            assertThat(event.getFormattedMessage())
                    .matches("packages: COMPLETE, 250 of 250 records in 3 of 3 pages, \\d+\\.\\d s");
        });
    }

    @Test
    void run_withAFailedPage_isAWarningThatSaysWhy() throws Exception {
        run(SandboxSettings.builder().faults(Faults.none().withFailingPages(Map.of(2, 500))));

        assertThat(log.list).singleElement().satisfies(event -> {
            assertThat(event.getLevel()).isEqualTo(Level.WARN);
            assertThat(event.getFormattedMessage())
                    .startsWith("packages: PARTIAL, ")
                    .contains(" of 3 pages, ", "; stopped: page 2 failed; page 2: ", "500");
        });
    }
}
