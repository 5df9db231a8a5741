package io.pagesync.cli.history;

import io.pagesync.InvalidSettingException;
import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.manage.RunRules;
import io.pagesync.camel.sync.Syncs;
import io.pagesync.cli.option.BaseCommand;
import io.pagesync.cli.option.SyncOptions;
import io.pagesync.cli.progress.OutputOptions;
import io.pagesync.cli.progress.RunWithProgress;
import io.pagesync.cli.remote.RunningServe;
import io.pagesync.cli.remote.ServeOption;
import io.pagesync.ledger.RunEntry;
import io.pagesync.ledger.Start;
import java.util.Optional;
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
    private ServeOption serve = new ServeOption();

    @Mixin
    private SyncOptions options = new SyncOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        Optional<RunningServe> running = serve.serve(options);
        if (running.isPresent()) {
            return running.get().retry(run, refusedToo, output, err());
        }
        try (Engine engine = Engine.application(options.overrides(), this::warn)) {
            History history = History.of(options.overrides(), engine);
            RunEntry entry = history.run(run);
            String why = RunRules.noRetry(entry, history.last(entry.sync(), 1).get(0), refusedToo);
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
}
