package io.pagesync.cli.remote;

import io.pagesync.cli.option.BaseCommand;
import io.pagesync.cli.option.SyncOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code pagesync stop}: the early end of a run of another process. */
@Command(
        name = "stop",
        description =
                "Has a pagesync serve that is running end one of its runs early: what is in flight is delivered, and"
                        + " the next run goes on with the rest. A run of pagesync run ends so with Ctrl-C.",
        footerHeading = "%nExample:%n",
        footer = "  pagesync stop 20261125T020000Z-5f0c1a77")
public final class StopCommand extends BaseCommand {
    @Parameters(paramLabel = "RUN", description = "The run's id.")
    private String run = "";

    @Mixin
    private ServeOption serve = new ServeOption();

    @Mixin
    private SyncOptions options = new SyncOptions();

    @Override
    public Integer call() {
        out().println("run " + run + ": " + serve.required(options).stop(run));
        return 0;
    }
}
