package io.pagesync.camel.manage;

import io.pagesync.PagesyncException;
import io.pagesync.camel.boot.Pipeline;
import io.pagesync.camel.context.OpenRuns;
import io.pagesync.camel.sink.SyncEndpoints;
import io.pagesync.camel.sync.Sync;
import io.pagesync.camel.sync.Syncs;
import io.pagesync.destination.Approval;
import io.pagesync.ledger.AlreadyRunningException;
import io.pagesync.ledger.Ledger;
import io.pagesync.ledger.RunEntry;
import io.pagesync.ledger.Start;
import io.pagesync.report.OneLine;
import io.pagesync.report.RunReport;
import io.pagesync.report.Summary;
import io.pagesync.run.Run;
import io.pagesync.view.html.RunPage.May;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;

/**
 * What a person may have done: run, stop, retry, approve, reset, by the same ways as the commands. Each is noted in the ledger and
 * told to the log, also one that is refused. Thread-safe.
 */
final class Actions {
    /** For so long one waits until a run is opened, or cannot be. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final long LOOK_MILLIS = 20;

    private final CamelContext context;
    private final Views views;
    private final Consumer<String> log;

    /** {@code log} is told of each action, in one sentence. */
    Actions(CamelContext context, Views views, Consumer<String> log) {
        this.context = context;
        this.views = views;
        this.log = log;
    }

    /**
     * What has become of an action.
     *
     * @param sync the sync's name
     * @param run the id of the run that it is about; empty if there is none, or it is not known yet
     * @param result in one sentence
     */
    record Done(String sync, String run, String result) {}

    /**
     * Begins a run of a sync.
     *
     * @param fresh whether it begins anew, where it would go on with the last one
     * @param full whether it asks for everything, where the sync asks only for what has changed
     * @throws PagesyncException if it cannot be, in one sentence
     */
    Done run(String who, String name, boolean fresh, boolean full) {
        return noted(who, "run", name, "", () -> {
            Sync sync = Syncs.of(context).get(name);
            if (full && sync.collection().incremental() == null) {
                throw new RefusedActionException("the sync " + name + " asks for everything always; leave full out");
            }
            Start start = fresh ? Start.FRESH : Start.NOW;
            return begun(name, full ? start.inFull() : start);
        });
    }

    /** Ends an open run of this process early: what is in flight comes to its end. */
    Done stop(String who, String id) {
        RunEntry entry = views.existing(id);
        return noted(who, "stop", entry.sync(), id, () -> {
            Optional<Run> open = views.open(id);
            if (open.isEmpty()) {
                throw new RefusedActionException(
                        entry.state() == RunEntry.State.RUNNING
                                ? "run " + id + " is of another process (" + entry.owner() + "); stop it there"
                                : "run " + id + " is over already");
            }
            open.get().stop().stop("a person stopped it");
            return new Done(entry.sync(), id, "it is ending");
        });
    }

    /** Loads what is missing of a run; {@code refused} also the records that destinations refused. */
    Done retry(String who, String id, boolean refused) {
        RunEntry entry = views.existing(id);
        return noted(who, "retry", entry.sync(), id, () -> {
            String why = RunRules.noRetry(entry, last(entry), refused);
            if (why != null) {
                throw new RefusedActionException("run " + id + " " + why);
            }
            return begun(entry.sync(), refused ? Start.deliveringRefusedOf(id) : Start.goingOnWith(id));
        });
    }

    /** What of a run waits for a person's word; throws if nothing can be approved. */
    List<Approval> approvals(String id) {
        RunEntry entry = views.existing(id);
        String why = RunRules.noApproval(entry, last(entry));
        if (why != null) {
            throw new RefusedActionException("run " + id + " " + why);
        }
        Sync sync = Syncs.of(context).get(entry.sync());
        return SyncEndpoints.approvals(context, sync.collection(), id);
    }

    /** Deletes what waits for a person's word. */
    Done approve(String who, String id) {
        RunEntry entry = views.existing(id);
        return noted(who, "approve", entry.sync(), id, () -> {
            List<String> done = approvals(id).stream().map(Approval::carryOut).toList();
            views.ledger().approved(id, done).ifPresent(OpenRuns.of(context)::approved);
            return new Done(entry.sync(), id, done.isEmpty() ? "nothing waits any more" : String.join("; ", done));
        });
    }

    /** Forgets all runs of a sync. */
    Done reset(String who, String name) {
        return noted(who, "reset", name, "", () -> {
            var unused = Syncs.of(context).get(name);
            requireNotOpen(name);
            int forgotten = views.ledger().reset(name);
            return new Done(
                    name,
                    "",
                    forgotten == 0
                            ? "there are no runs to forget"
                            : Summary.count(forgotten, "run", "runs") + " forgotten; the next one begins anew");
        });
    }

    /** What may be done with a run now. */
    May may(RunEntry run) {
        RunEntry last = last(run);
        boolean over = run.state() != RunEntry.State.RUNNING;
        RunReport report = run.report();
        boolean refused = report != null && report.refused() != null;
        return new May(
                views.open(run.id()).isPresent(),
                over && RunRules.noRetry(run, last, false) == null,
                over && refused && RunRules.noRetry(run, last, true) == null,
                report != null && !report.blocked().isEmpty() && RunRules.noApproval(run, last) == null);
    }

    private RunEntry last(RunEntry run) {
        return views.ledger().runs(run.sync(), 1).stream().findFirst().orElse(run);
    }

    private void requireNotOpen(String sync) {
        views.openOf(sync).ifPresent(run -> {
            throw new AlreadyRunningException(sync, run.id());
        });
    }

    /** In a thread of its own; waits until its run is open, or cannot be opened. */
    private Done begun(String sync, Start start) {
        requireNotOpen(sync);
        CompletableFuture<RunReport> end = new CompletableFuture<>();
        Thread runner = new Thread(
                () -> {
                    try {
                        end.complete(Pipeline.run(context, sync, start));
                    } catch (RuntimeException | Error e) {
                        end.completeExceptionally(e);
                    }
                },
                "pagesync-action-" + sync);
        runner.setDaemon(true);
        runner.start();
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() - until < 0) {
            try {
                RunReport report = end.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                return new Done(sync, report.run(), "it has ended: " + report.verdict());
            } catch (TimeoutException e) {
                Optional<Run> open = views.openOf(sync);
                if (open.isPresent()) {
                    return new Done(sync, open.get().id(), "it has begun");
                }
            } catch (ExecutionException e) {
                throw e.getCause() instanceof PagesyncException known
                        ? known
                        : new PagesyncException("it could not begin: " + e.getCause(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new PagesyncException("interrupted while it began", e);
            }
        }
        return new Done(sync, "", "it is beginning");
    }

    private Done noted(String who, String what, String sync, String run, Supplier<Done> action) {
        try {
            Done done = action.get();
            note(who, what, sync, done.run().isEmpty() ? run : done.run(), done.result());
            return done;
        } catch (PagesyncException e) {
            note(who, what, sync, run, "refused: " + e.getMessage());
            throw e;
        }
    }

    /** First in the log, for the ledger may be away. */
    private void note(String who, String what, String sync, String run, String result) {
        String shown = OneLine.of(result);
        log.accept(OneLine.of(
                        sync + (run.isEmpty() ? "" : " (run " + run + ")") + ": " + what + ", asked for by the " + who)
                + ": " + shown);
        views.ledger().note(new Ledger.Action(Instant.now(), who, what, OneLine.of(sync), run, shown));
    }
}
