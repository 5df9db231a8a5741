package io.pagesync.cli.serve;

import io.pagesync.camel.boot.Engine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pagesync serve}: all syncs, on their schedules. */
@Command(
        name = "serve",
        description =
                "Runs all syncs on their schedules, until Ctrl-C or SIGTERM; then running ones end with their verdict.")
public final class ServeCommand extends Serving {
    @Option(
            names = "--no-work",
            description =
                    "In a cluster, leaves the pages of runs to other processes: this one only schedules, begins and ends runs.")
    private boolean noWork;

    @Override
    void begin(Engine engine) {
        if (!noWork) {
            startWork(engine);
        }
        startSchedules(engine);
    }
}
