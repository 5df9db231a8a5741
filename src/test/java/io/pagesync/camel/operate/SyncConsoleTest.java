package io.pagesync.camel.operate;

import static io.pagesync.testing.TestSync.packages;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.boot.Pipeline;
import io.pagesync.report.RunReport;
import io.pagesync.testing.SandboxExtension;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.impl.console.DefaultDevConsoleRegistry;
import org.apache.camel.util.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What Camel's monitors show of an application that has Pagesync. */
final class SyncConsoleTest {
    @RegisterExtension
    static final SandboxExtension SANDBOX =
            SandboxExtension.of(250).api(api -> api.rate(50).concurrency(4));

    private static DevConsole console(Engine engine) {
        DevConsoleRegistry registry = new DefaultDevConsoleRegistry(engine.context());
        engine.context().getCamelContextExtension().addContextPlugin(DevConsoleRegistry.class, registry);
        Operation.inApplication(engine.context());
        return registry.getConsole("pagesync").orElseThrow();
    }

    @Test
    void console_tellsOfSyncsAndBudgets() {
        Engine engine = SANDBOX.engine();
        packages().addTo(engine.context());
        DevConsole console = console(engine);

        assertThat(console.call(DevConsole.MediaType.TEXT)).isEqualTo("""
                Sync packages: has not run
                API t3: 50 requests/s, 0 of 4 requests in flight
                """);

        RunReport run = Pipeline.run(engine.context(), "packages");

        assertThat(console.call(DevConsole.MediaType.TEXT).toString())
                .startsWith("Sync packages: COMPLETE, 250 records (" + run.run() + ", begun ");
        JsonObject json = (JsonObject) console.call(DevConsole.MediaType.JSON);
        assertThat(json.toJson())
                .contains("\"lastRun\":\"" + run.run() + "\"", "\"lastVerdict\":\"COMPLETE\"", "\"limit\":\"50");
    }
}
