package io.pagesync.cli.serve;

import io.pagesync.InvalidSettingException;
import io.pagesync.PagesyncException;
import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.boot.Pipeline;
import io.pagesync.camel.check.Lint;
import io.pagesync.camel.cluster.Cluster;
import io.pagesync.camel.context.OpenRuns;
import io.pagesync.camel.manage.Management;
import io.pagesync.camel.operate.Health;
import io.pagesync.camel.operate.Operation;
import io.pagesync.camel.sink.SyncEndpoints;
import io.pagesync.camel.sync.Schedules;
import io.pagesync.camel.sync.Sync;
import io.pagesync.camel.sync.Syncs;
import io.pagesync.camel.work.Following;
import io.pagesync.camel.work.Workers;
import io.pagesync.cli.option.BaseCommand;
import io.pagesync.cli.option.SyncOptions;
import io.pagesync.cli.option.Version;
import io.pagesync.cli.progress.BudgetLine;
import io.pagesync.cli.progress.Interruption;
import io.pagesync.cli.progress.Logs;
import io.pagesync.cli.progress.OtherProcesses;
import io.pagesync.cli.progress.RunWithProgress;
import io.pagesync.config.GeneralSettings.LogFormat;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Mixin;

/** A process with all syncs that lasts until Ctrl-C or SIGTERM. */
abstract class Serving extends BaseCommand {
    @Mixin
    private SyncOptions options = new SyncOptions();

    private final List<String> problems = new ArrayList<>();
    private ServeLog log = new ServeLog(new PrintWriter(Writer.nullWriter()));

    @Override
    public Integer call() throws InterruptedException {
        log = new ServeLog(err());
        CountDownLatch stop = new CountDownLatch(1);
        try (Engine engine = started();
                Management management = Management.open(engine.context(), log::warn, log::tell, log::recent);
                Interruption interruption = new Interruption(
                        engine.context(), err(), OpenRuns.SHUTTING_DOWN, allowed(engine), stop::countDown)) {
            OpenRuns runs = OpenRuns.of(engine.context());
            runs.onClosed(log::run);
            Operation.always(engine.context());
            OtherProcesses.watch(engine.context(), log::warn);
            BudgetLine.watch(engine.context(), log::warn);
            begin(engine);
            engine.settings().missingSecrets().forEach(sentence -> log.warn(sentence + "; the runs that need it fail"));
            problems.forEach(Health.of(engine.context())::problem);
            Health.of(engine.context()).started();
            management.uri().ifPresent(uri -> log.tell("page, metrics and health: " + uri));
            stop.await();
            awaitEnd(runs, interruption, allowed(engine).toSeconds());
            close(engine, runs, interruption);
            return interruption.exitCode();
        }
    }

    private Engine started() {
        boolean json = false;
        try {
            Engine engine = start();
            json = engine.settings().general().logFormat() == LogFormat.JSON;
            if (json) {
                Logs.inJson();
            }
            return engine;
        } finally {
            log.begin(json);
        }
    }

    /** With all syncs; where one of them keeps them from starting, with those in whose files nothing is wrong. */
    private Engine start() {
        try {
            return Engine.application(options.overrides(), this::problem);
        } catch (PagesyncException e) {
            Lint all = Lint.of(options.overrides());
            Lint some = all;
            while (!some.unsoundFiles().isEmpty()) {
                some = Lint.of(options.overrides(), some.soundFiles());
            }
            if (all.findings().isEmpty()) {
                throw e;
            }
            if (some.syncs() == 0 || all.unsoundFiles().isEmpty()) {
                throw new InvalidSettingException(all.findings().stream()
                        .map(finding -> finding.where() + ": " + finding.sentence())
                        .toList());
            }
            Engine engine = Engine.application(options.overrides(), some.soundFiles(), this::problem);
            all.findings().forEach(finding -> problem(finding.where() + ": " + finding.sentence()));
            problem("not started: what is in " + String.join(", ", all.filesWithout(some.soundFiles()))
                    + "; mend that and start again");
            return engine;
        }
    }

    /** Does what the command is for, in the background. */
    abstract void begin(Engine engine);

    /** Delivers pages for the owners of runs, where the process is one of a cluster. */
    final void startWork(Engine engine) {
        Workers.start(engine.context(), Version.TEXT);
        if (Cluster.isEnabled(engine.context())) {
            log.tell("delivers pages of runs of all processes of the cluster");
        }
    }

    /** Has syncs start by their schedules, and, in a cluster, goes on with runs whose owner is gone. */
    final void startSchedules(Engine engine) {
        List<PagesyncException> failed = new ArrayList<>();
        Schedules.start(engine.context(), failed::add);
        List<Sync> syncs = Syncs.of(engine.context()).all();
        long scheduled =
                syncs.stream().filter(sync -> !sync.schedule().isEmpty()).count();
        if (!failed.isEmpty() && failed.size() == scheduled) {
            throw failed.get(0);
        }
        failed.forEach(error -> problem(error.getMessage() + "; it is not started"));
        for (Sync sync : syncs) {
            SyncEndpoints.serve(engine.context(), sync.name());
            Schedules.next(sync, Instant.now())
                    .ifPresentOrElse(
                            next -> log.tell(sync.name() + ": next start " + next),
                            () -> log.tell(sync.name() + ": no schedule"));
        }
        Following.start(engine.context(), (sync, start) -> Pipeline.run(engine.context(), sync, start), log::warn);
    }

    private static Duration allowed(Engine engine) {
        return Duration.ofSeconds(engine.context().getShutdownStrategy().getTimeout());
    }

    /** Camel would wait for a destination that hangs, too, and then end its run without a word. */
    private static void awaitEnd(OpenRuns runs, Interruption interruption, long seconds) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!runs.open().isEmpty() && System.nanoTime() < end) {
            interruption.look(runs.open());
            TimeUnit.MILLISECONDS.sleep(RunWithProgress.LOOK_MILLIS);
        }
    }

    /** A run that a schedule has begun in the last moment may meet such a destination, too, or wait for its ledger. */
    private static void close(Engine engine, OpenRuns runs, Interruption interruption) throws InterruptedException {
        Thread closing = new Thread(engine::close, "pagesync-close");
        closing.start();
        while (closing.isAlive()) {
            interruption.lookAtClosing(runs.open());
            closing.join(RunWithProgress.LOOK_MILLIS);
        }
    }

    /** Something does not start as it should, and keeps us from being ready. */
    private void problem(String sentence) {
        problems.add(sentence);
        log.warn(sentence);
    }
}
