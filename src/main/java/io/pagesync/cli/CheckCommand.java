package io.pagesync.cli;

import io.pagesync.PagesyncException;
import io.pagesync.plan.PagePlan;
import io.pagesync.route.Engine;
import io.pagesync.route.Pipeline;
import io.pagesync.route.Sync;
import io.pagesync.route.Syncs;
import io.pagesync.run.Run;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code pagesync check}: settings, then log-in and first page of each sync. */
@Command(
        name = "check",
        description = "Checks the settings, then the log-in and the first page of each sync; one line each. Delivers"
                + " nothing.")
final class CheckCommand extends BaseCommand {
    private static final int FAILED = 1;

    @Parameters(arity = "0..*", paramLabel = "SYNC", description = "The syncs to check; all, if none is named.")
    private List<String> names = List.of();

    @Mixin
    private SyncOptions options = new SyncOptions();

    @Override
    public Integer call() {
        try (Engine engine = Engine.application(options.overrides())) {
            Syncs syncs = Syncs.of(engine.context());
            List<Sync> chosen = names.isEmpty()
                    ? syncs.all()
                    : names.stream().map(syncs::get).toList();
            int worst = 0;
            for (Sync sync : chosen) {
                worst = Math.max(worst, check(engine, sync));
            }
            return worst;
        }
    }

    private int check(Engine engine, Sync sync) {
        try {
            Run run = Pipeline.look(engine.context(), sync.collection());
            PagePlan plan = run.plan(Pipeline.fetch(engine.context(), run, 1));
            out().println(String.format(
                    Locale.ROOT,
                    "%-16s ok      %,d records in %,d pages of %,d, %s",
                    sync.name(),
                    plan.records(),
                    plan.pages(),
                    plan.pageSize(),
                    sync.collection().url()));
            return 0;
        } catch (PagesyncException e) {
            out().println(String.format(Locale.ROOT, "%-16s FAILED  %s", sync.name(), e.getMessage()));
            return FAILED;
        }
    }
}
