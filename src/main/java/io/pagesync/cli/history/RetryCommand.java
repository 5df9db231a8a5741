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
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pagesync retry}: the rest of a run. */
@Command(
        name = "retry",
        description = "Loads the pages of a run that failed or are missing, whatever its age, and closes it again, with"
                + " progress, verdict and exit code. For the last run of a sync, if it is PARTIAL or was cut short. With --refused"
                + " also the pages of which destinations have refused records, to deliver these to them once the cause is"
                + " mended.",
        footerHeading = "%nExamples:%n",
        footer = {"  pagesync retry 20261125T020000Z-5f0c1a77", "  pagesync retry 20261125T020000Z-5f0c1a77 --refused"})
public final class RetryCommand extends BaseCommand {
    @Parameters(paramLabel = "RUN", description = "The run's id, or enough of its beginning.")
    private String run = "";

    @Option(
            names = "--refused",
            description = "Reads the pages with refused records again, and delivers these where they were refused.")
    private boolean refusedToo;

    @Mixin
    private SyncOptions options = new SyncOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        try (Engine engine = Engine.application(options.overrides(), this::warn)) {
            History history = History.of(options.overrides(), engine);
            RunEntry entry = history.run(run);
            String why = refused(entry, history.last(entry.sync(), 1).get(0), refusedToo);
            if (why != null) {
                throw new InvalidSettingException("run " + entry.id() + " " + why);
            }
            var unused = Syncs.of(engine.context()).get(entry.sync());
            return new RunWithProgress(engine.context(), output, err())
                    .run(
                            entry.sync(),
                            refusedToo ? Start.deliveringRefusedOf(entry.id()) : Start.goingOnWith(entry.id()),
                            false);
        }
    }

    /** Why a run is not gone on with, to follow its id; null if nothing speaks against it. */
    static @Nullable String refused(RunEntry run, RunEntry last, boolean refusedToo) {
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
        if (report != null && report.isOnlyRefused() && !refusedToo) {
            return "has all pages, and lacks only records that were refused: mend the cause, then pagesync retry "
                    + run.id() + " --refused";
        }
        if (report != null && report.refused() == null && refusedToo) {
            return "has no refused records; leave --refused out";
        }
        return run.state() == RunEntry.State.ENDED && run.done().pages() == 0
                ? "has no page to go on from;" + anew
                : null;
    }
}
