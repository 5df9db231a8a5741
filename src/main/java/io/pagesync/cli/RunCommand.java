package io.pagesync.cli;

import io.pagesync.InvalidSettingException;
import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.sync.Sync;
import io.pagesync.camel.sync.Syncs;
import io.pagesync.camel.work.Workers;
import io.pagesync.cli.option.BaseCommand;
import io.pagesync.cli.option.SyncOptions;
import io.pagesync.cli.option.Version;
import io.pagesync.cli.progress.OutputOptions;
import io.pagesync.cli.progress.RunWithProgress;
import io.pagesync.cli.progress.WorstExit;
import io.pagesync.cli.remote.RunningServe;
import io.pagesync.cli.remote.ServeOption;
import io.pagesync.ledger.AlreadyRunningException;
import io.pagesync.ledger.Start;
import io.pagesync.report.OneLine;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pagesync run}: syncs, now. */
@Command(
        name = "run",
        description =
                "Runs syncs now, one after the other, with progress, verdict and exit code (of several the worst). A run"
                        + " that was cut short, or left pages out, is gone on with.",
        footerHeading = "%nExamples:%n",
        footer = {"  pagesync run packages", "  pagesync run packages --dry-run --set licence=C11-0000002-LIC"})
final class RunCommand extends BaseCommand {
    /** Exit codes above this mean a signal. */
    private static final int INTERRUPTED = 100;

    @Parameters(arity = "1..*", paramLabel = "SYNC", description = "The syncs' names: the ids of their routes.")
    private List<String> syncs = List.of();

    @Option(
            names = "--dry-run",
            description = "Fetches everything, delivers nothing, and tells what would become of the rows of tables.")
    private boolean dryRun;

    @Option(
            names = "--fresh",
            description = "Begins anew, also where a run was cut short that this one would go on with.")
    private boolean fresh;

    @Option(
            names = "--full",
            description = "Asks for everything, where the sync asks only for what has changed (sinceField).")
    private boolean full;

    @Option(
            names = "--wait",
            description =
                    "Waits while the sync runs in another process; without it, that ends this one with exit code 5.")
    private boolean wait;

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
            return runIn(running.get());
        }
        try (Engine engine = Engine.application(options.overrides(), this::warn)) {
            Syncs all = Syncs.of(engine.context());
            syncs.stream().map(all::get).forEach(sync -> {
                requireFit(sync);
                engine.settings().requireSecrets(sync.collection().api());
            });
            all.setDryRun(dryRun);
            if (!dryRun) {
                Workers.start(engine.context(), Version.TEXT);
            }
            int worst = 0;
            for (String sync : syncs) {
                worst = WorstExit.of(worst, run(engine, sync));
                if (worst > INTERRUPTED) {
                    return worst;
                }
            }
            return worst;
        }
    }

    private int runIn(RunningServe running) {
        if (dryRun || wait) {
            throw new InvalidSettingException((dryRun ? "--dry-run" : "--wait")
                    + " is for a run of this process, and --serve for one of another; leave one of them out");
        }
        int worst = 0;
        for (String sync : syncs) {
            worst = WorstExit.of(worst, unlessRunning("", () -> running.run(sync, fresh, full, output, err())));
        }
        return worst;
    }

    private Start begun() {
        return fresh ? Start.FRESH : Start.NOW;
    }

    private void requireFit(Sync sync) {
        if (full && sync.collection().incremental() == null) {
            throw new InvalidSettingException("the sync " + sync.name()
                    + " asks for everything always; --full is for one that has a sinceField, so leave it out");
        }
    }

    private int run(Engine engine, String sync) {
        return unlessRunning(
                "; --wait waits until that has ended", () -> new RunWithProgress(engine.context(), output, err())
                        .run(sync, full ? begun().inFull() : begun(), wait));
    }

    /** That one runs already is no reason to leave out the others. */
    private int unlessRunning(String advice, IntSupplier run) {
        try {
            return run.getAsInt();
        } catch (AlreadyRunningException e) {
            warn(OneLine.of(e.getMessage() + advice));
            return Errors.RUNNING_ELSEWHERE;
        }
    }
}
