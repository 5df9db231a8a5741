package io.pagesync.camel.operate;

import io.pagesync.api.Api;
import io.pagesync.camel.api.Apis;
import io.pagesync.camel.context.Ledgers;
import io.pagesync.camel.context.OpenRuns;
import io.pagesync.camel.sync.Sync;
import io.pagesync.camel.sync.Syncs;
import io.pagesync.ledger.RunEntry;
import io.pagesync.report.RunStatus;
import io.pagesync.report.Verdict;
import io.pagesync.run.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.support.console.AbstractDevConsole;
import org.apache.camel.util.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Syncs, runs and budgets as a developer console of Camel, for an application that has camel-console: Camel's own monitors and
 * command line show it under {@code pagesync}. Says nothing secret.
 */
final class SyncConsole extends AbstractDevConsole {
    private static final String ID = "pagesync";

    private SyncConsole() {
        super(ID, ID, "Pagesync", "Syncs, their runs, and the budgets of their APIs");
    }

    /** Registers it; nothing where the application has no camel-console, or has it off. */
    static void register(CamelContext context) {
        DevConsoleRegistry registry = context.getCamelContextExtension().getContextPlugin(DevConsoleRegistry.class);
        if (registry != null && registry.isEnabled() && registry.getConsole(ID).isEmpty()) {
            SyncConsole console = new SyncConsole();
            console.setCamelContext(context);
            registry.register(console);
        }
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        StringBuilder text = new StringBuilder();
        for (Sync sync : Syncs.of(getCamelContext()).named()) {
            text.append("Sync ").append(sync.name()).append(": ");
            RunStatus open = open(sync);
            if (open == null) {
                text.append(last(sync).map(SyncConsole::ended).orElse("has not run"));
            } else {
                text.append(String.format(
                        Locale.ROOT,
                        "runs (%s), %,d of %s pages, %,d records, %,d requests",
                        open.run(),
                        open.pages(),
                        open.plannedPages() == null ? "?" : String.format(Locale.ROOT, "%,d", open.plannedPages()),
                        open.records(),
                        open.requests()));
            }
            text.append('\n');
        }
        for (Api api : Apis.of(getCamelContext()).all()) {
            text.append(String.format(
                    Locale.ROOT,
                    "API %s: %s, %d of %d requests in flight%s\n",
                    api.settings().name(),
                    api.settings().budget().text(api.settings().rateLimit()),
                    api.inFlight(),
                    api.settings().concurrency(),
                    pause(api) == 0 ? "" : String.format(Locale.ROOT, ", paused for %.1f s", pause(api))));
        }
        return text.toString();
    }

    private static String ended(RunEntry run) {
        return run.report() == null
                ? run.state().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " (" + run.id() + ")"
                : run.report().verdict() + ", " + run.report().records().delivered() + " records (" + run.id()
                        + ", begun " + run.started() + ")";
    }

    @Override
    protected Map<String, Object> doCallJson(Map<String, Object> options) {
        JsonObject root = new JsonObject();
        List<JsonObject> syncs = new ArrayList<>();
        for (Sync sync : Syncs.of(getCamelContext()).named()) {
            JsonObject its = new JsonObject();
            its.put("sync", sync.name());
            RunStatus open = open(sync);
            if (open != null) {
                its.put("run", open.run());
                its.put("pages", open.pages());
                its.put("plannedPages", open.plannedPages());
                its.put("records", open.records());
                its.put("requests", open.requests());
            }
            last(sync).ifPresent(run -> {
                its.put("lastRun", run.id());
                its.put("lastStarted", run.started().toString());
                its.put("lastVerdict", verdict(run));
            });
            syncs.add(its);
        }
        List<JsonObject> apis = new ArrayList<>();
        for (Api api : Apis.of(getCamelContext()).all()) {
            JsonObject its = new JsonObject();
            its.put("api", api.settings().name());
            its.put("limit", api.settings().budget().text(api.settings().rateLimit()));
            its.put("concurrency", api.settings().concurrency());
            its.put("inFlight", api.inFlight());
            its.put("pausedForSeconds", pause(api));
            apis.add(its);
        }
        root.put("syncs", syncs);
        root.put("apis", apis);
        return root;
    }

    private static @Nullable String verdict(RunEntry run) {
        return Optional.ofNullable(run.report())
                .map(report -> report.verdict())
                .map(Verdict::name)
                .orElse(null);
    }

    private @Nullable RunStatus open(Sync sync) {
        return OpenRuns.of(getCamelContext())
                .ofSync(sync.name())
                .map(Run::status)
                .orElse(null);
    }

    /** The last run of a sync that has ended, or was left open. */
    private Optional<RunEntry> last(Sync sync) {
        return Ledgers.of(getCamelContext()).runs(sync.name(), 2).stream()
                .filter(run -> run.state() != RunEntry.State.RUNNING)
                .findFirst();
    }

    /** How long an API is still to be left alone, in seconds. */
    private static double pause(Api api) {
        return api.pace().pauseLeft().toMillis() / 1000.0;
    }
}
