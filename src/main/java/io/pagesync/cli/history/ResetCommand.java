package io.pagesync.cli.history;

import io.pagesync.cli.option.BaseCommand;
import io.pagesync.cli.option.SyncOptions;
import io.pagesync.cli.remote.RunningServe;
import io.pagesync.cli.remote.ServeOption;
import io.pagesync.report.Summary;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code pagesync reset}: forgets the runs of a sync. */
@Command(
        name = "reset",
        description =
                "Forgets all runs of a sync, and its mark, so that the next one begins anew and asks for everything; refused, with exit code 5, while one is"
                        + " open. What destinations hold stays.",
        footerHeading = "%nExample:%n",
        footer = "  pagesync reset packages")
public final class ResetCommand extends BaseCommand {
    @Parameters(paramLabel = "SYNC", description = "The sync.")
    private String sync = "";

    @Mixin
    private ServeOption serve = new ServeOption();

    @Mixin
    private SyncOptions options = new SyncOptions();

    @Override
    public Integer call() {
        Optional<RunningServe> running = serve.serve(options);
        if (running.isPresent()) {
            out().println(sync + ": " + running.get().reset(sync));
            return 0;
        }
        try (History history = History.open(options.overrides())) {
            int forgotten = history.ledger().reset(sync);
            if (forgotten == 0) {
                history.requireSync(sync);
            }
            out().println(sync + ": "
                    + (forgotten == 0
                            ? "there are no runs to forget"
                            : Summary.count(forgotten, "run", "runs") + " forgotten; the next one begins anew"));
            return 0;
        }
    }
}
