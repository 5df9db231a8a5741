package io.pagesync.cli;

import io.pagesync.route.Engine;
import io.pagesync.route.Runs;
import io.pagesync.route.Schedules;
import io.pagesync.route.Sync;
import io.pagesync.route.Syncs;
import io.pagesync.run.RunReport;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code pagesync serve}: all syncs, on their schedules. */
@Command(
        name = "serve",
        description =
                "Runs all syncs on their schedules, until Ctrl-C or SIGTERM; then running ones end with their verdict.")
final class ServeCommand extends BaseCommand {
    @Mixin
    private SyncOptions options = new SyncOptions();

    @Override
    public Integer call() throws InterruptedException {
        CountDownLatch stop = new CountDownLatch(1);
        try (EndSignals signals = new EndSignals(stop::countDown);
                Engine engine = Engine.application(options.overrides())) {
            Runs.of(engine.context()).onClosed(this::tell);
            Schedules.start(engine.context());
            for (Sync sync : Syncs.of(engine.context()).all()) {
                Schedules.next(sync, Instant.now())
                        .ifPresentOrElse(
                                next -> err().println(sync.name() + ": next start " + next),
                                () -> err().println(sync.name() + ": no schedule"));
            }
            stop.await();
            Runs.of(engine.context()).stop("Pagesync is shutting down");
            return signals.exitCode();
        }
    }

    private synchronized void tell(RunReport report) {
        err().println(Instant.now() + " " + report.sync());
        err().print(Summary.of(report));
        err().flush();
    }
}
