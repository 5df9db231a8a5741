package io.pagesync.cli;

import io.pagesync.PagesyncException;
import io.pagesync.route.Engine;
import io.pagesync.route.Syncs;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code pagesync lint}: what can be checked without network or database. */
@Command(
        name = "lint",
        description = "Checks settings, routes, parameters, schedules and references, without network or database; exit"
                + " code 2 on a finding.")
final class LintCommand extends BaseCommand {
    private static final int FINDING = 2;

    @Mixin
    private SyncOptions options = new SyncOptions();

    @Override
    public Integer call() {
        try (Engine engine = Engine.application(options.overrides())) {
            int syncs = Syncs.of(engine.context()).all().size();
            out().println(String.format(
                    Locale.ROOT, "no findings: %s, settings and routes", Summary.count(syncs, "sync", "syncs")));
            return 0;
        } catch (PagesyncException e) {
            err().println("pagesync: " + e.getMessage());
            return FINDING;
        }
    }
}
