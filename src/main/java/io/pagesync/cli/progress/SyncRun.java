package io.pagesync.cli.progress;

import io.pagesync.camel.boot.Engine;
import java.io.PrintWriter;
import java.util.Map;

/** Runs a sync as {@code pagesync run} does, with progress, verdict and exit code, for commands in jars of their own. */
public final class SyncRun {
    private SyncRun() {}

    /**
     * Runs a sync that has nothing to do with the user's syncs and settings.
     *
     * @param sync its name
     * @param settings where its settings are, such as {@code classpath:demo.properties}
     * @param routes where the sync is, such as {@code classpath:demo.camel.yaml}
     * @param overrides properties that go before the settings, by name
     * @param err where progress and summary go
     * @return the exit code of {@code pagesync run}
     * @throws io.pagesync.PagesyncException if it cannot start, in one sentence
     */
    public static int apart(
            String sync, String settings, String routes, Map<String, String> overrides, PrintWriter err) {
        try (Engine engine = Engine.apart(settings, routes, overrides)) {
            return new RunWithProgress(engine.context(), new OutputOptions(), err).run(sync);
        }
    }
}
