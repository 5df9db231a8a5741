package io.pagesync.cli.serve;

import io.pagesync.InvalidSettingException;
import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.cluster.Cluster;
import picocli.CommandLine.Command;

/** {@code pagesync worker}: pages for the owners of runs, in a cluster. */
@Command(
        name = "worker",
        description =
                "In a cluster, delivers pages of runs that other processes own, until Ctrl-C or SIGTERM; schedules"
                        + " nothing.")
public final class WorkerCommand extends Serving {
    @Override
    void begin(Engine engine) {
        if (!Cluster.isEnabled(engine.context())) {
            throw new InvalidSettingException(
                    "pagesync worker delivers pages for other processes of a cluster, and this is"
                            + " none; set pagesync.cluster.enabled = true there and here, or run pagesync serve");
        }
        startWork(engine);
    }
}
