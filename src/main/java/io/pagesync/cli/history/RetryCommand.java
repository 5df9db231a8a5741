package io.pagesync.cli.history;

import io.pagesync.InvalidSettingException;
import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.sync.Syncs;
import io.pagesync.cli.option.BaseCommand;
import io.pagesync.cli.option.SyncOptions;
import io.pagesync.cli.progress.OutputOptions;
import io.pagesync.cli.progress.RunWithProgress;
import io.pagesync.ledger.RunEntry;
import io.pagesync.ledger.Start;
import io.pagesync.report.RunReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code pagesync retry}: the rest of a run. */
@Command(
        name = "retry",
        description = "Loads the pages of a run that failed or are missing, whatever its age, and closes it again, with"
                + " progress, verdict and exit code. For the last run of a sync, if it is PARTIAL or was cut short.",
        footerHeading = "%nExample:%n",
        footer = "  pagesync retry 20261125T020000Z-5f0c1a77")
public final class RetryCommand extends BaseCommand {
    @Parameters(paramLabel = "RUN", description = "The run's id, or enough of its beginning.")
    private String run = "";

    @Mixin
    private SyncOptions options = new SyncOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        try (Engine engine = Engine.application(options.overrides(), this::warn)) {
            History history = History.of(options.overrides(), engine);
            RunEntry entry = history.run(run);
            String refused = refused(entry, history.last(entry.sync(), 1).get(0));
            if (refused != null) {
                throw new InvalidSettingException("run " + entry.id() + " " + refused);
            }
            var unused = Syncs.of(engine.context()).get(entry.sync());
            return new RunWithProgress(engine.context(), output, err())
                    .run(entry.sync(), Start.goingOnWith(entry.id()), false);
        }
    }

    /** Why a run is not gone on with, to follow its id; null if nothing speaks against it. */
    static @Nullable String refused(RunEntry run, RunEntry last) {
        RunReport report = run.state() == RunEntry.State.ENDED ? run.report() : null;
        String anew = " pagesync run " + run.sync() + " begins anew";
        if (report != null && report.verdict().whole()) {
            return "is whole (" + report.verdict() + "), so there is nothing to load";
        }
        if (report != null && !report.canGoOn()) {
            return "is " + report.verdict() + ": the collection changed under it, and the rest of it would not fit;"
                    + anew;
        }
        if (!last.id().equals(run.id())) {
            return "is not the last one of " + run.sync() + ", which is " + last.id()
                    + "; what came later is not loaded over";
        }
        return run.state() == RunEntry.State.ENDED && run.done().pages() == 0
                ? "has no page to go on from;" + anew
                : null;
    }
}
