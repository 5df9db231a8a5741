package io.pagesync.cli;

import io.pagesync.route.Engine;
import io.pagesync.route.Runs;
import io.pagesync.route.Schedules;
import io.pagesync.route.Sync;
import io.pagesync.route.Syncs;
import io.pagesync.run.RunReport;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jline.utils.Signals;
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
        try (Engine engine = Engine.application(options.overrides())) {
            Runs.of(engine.context()).onClosed(this::tell);
            Schedules.start(engine.context());
            for (Sync sync : Syncs.of(engine.context()).all()) {
                Schedules.next(sync, Instant.now())
                        .ifPresentOrElse(
                                next -> err().println(sync.name() + ": next start " + next),
                                () -> err().println(sync.name() + ": no schedule"));
            }
            AtomicInteger exitCode = new AtomicInteger();
            on("INT", 130, exitCode, stop);
            on("TERM", 143, exitCode, stop);
            stop.await();
            Runs.of(engine.context()).stop("Pagesync is shutting down");
            return exitCode.get();
        }
    }

    private static void on(String signal, int code, AtomicInteger exitCode, CountDownLatch stop) {
        Signals.register(signal, () -> {
            if (!exitCode.compareAndSet(0, code)) {
                Runtime.getRuntime().halt(code);
            }
            stop.countDown();
        });
    }

    private synchronized void tell(RunReport report) {
        err().println(Instant.now() + " " + report.sync());
        err().print(Summary.of(report));
        err().flush();
    }
}
