package io.pagesync.cli.progress;

import io.pagesync.camel.boot.Pipeline;
import io.pagesync.camel.context.OpenRuns;
import io.pagesync.ledger.AlreadyRunningException;
import io.pagesync.ledger.Start;
import io.pagesync.report.RunReport;
import io.pagesync.run.Run;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** Runs a sync while its progress is shown, and ends it early on a signal. */
public final class RunWithProgress {
    /** How often the open runs are looked at. */
    public static final long LOOK_MILLIS = 200;
    /** How often a sync that runs elsewhere is asked for again. */
    private static final long ASK_AGAIN_MILLIS = 1000;
    /** How long a run may take to end after a signal. */
    private static final Duration ALLOWED = Duration.ofSeconds(10);

    private final CamelContext context;
    private final PrintWriter err;
    private final OutputOptions output;

    public RunWithProgress(CamelContext context, OutputOptions output, PrintWriter err) {
        this.context = context;
        this.output = output;
        this.err = err;
    }

    /** Runs the sync, prints its summary, and returns the exit code. */
    public int run(String sync) {
        return run(sync, Start.NOW, false);
    }

    /**
     * The same, begun as it is asked for.
     *
     * @param wait whether to wait while the sync runs already, here or in another process, until a signal comes
     * @throws AlreadyRunningException if it runs already, and is not waited for
     */
    public int run(String sync, Start start, boolean wait) {
        CountDownLatch ended = new CountDownLatch(1);
        try (Interruption interruption = new Interruption(context, err, "interrupted", ALLOWED, ended::countDown)) {
            OtherProcesses.watch(context, this::tell);
            BudgetLine.watch(context, this::tell);
            CompletableFuture<@Nullable RunReport> result = new CompletableFuture<>();
            Thread runner = new Thread(() -> complete(result, sync, start, wait ? ended : null), "pagesync-run");
            runner.start();
            RunReport report = await(result, sync, interruption);
            if (report == null) {
                tell("interrupted while it waited; " + sync + " was not run");
                return interruption.exitCode();
            }
            output.print(report, err);
            return interruption.exitCode() == 0 ? report.exitCode() : interruption.exitCode();
        }
    }

    /** Says a sentence on standard error, unless that is to be quiet. */
    public void tell(String sentence) {
        output.tell(err, sentence);
    }

    /** The report; null if a signal came before the run could be opened. */
    private @Nullable RunReport await(
            CompletableFuture<@Nullable RunReport> result, String sync, Interruption interruption) {
        try (ProgressView view = ProgressView.of(output, sync, err)) {
            boolean told = false;
            while (true) {
                try {
                    return result.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    List<Run> open = OpenRuns.of(context).open();
                    told = told || tellBeginning(open);
                    open.forEach(run -> view.show(run.status()));
                    interruption.look(open);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
        }
    }

    /** What it goes on with, or why it does not; whether a run was there to say it. */
    private boolean tellBeginning(List<Run> open) {
        open.stream()
                .filter(run -> !run.ledger().beginning().isEmpty())
                .forEach(run -> tell(run.collection().sync() + " (run " + run.id() + "): "
                        + run.ledger().beginning()));
        return !open.isEmpty();
    }

    /** Runs it, or waits until it may; {@code signal} comes when nobody waits any more, null if nobody does at all. */
    private void complete(
            CompletableFuture<@Nullable RunReport> result, String sync, Start start, @Nullable CountDownLatch signal) {
        boolean told = false;
        while (!result.isDone()) {
            try {
                result.complete(Pipeline.run(context, sync, start));
            } catch (AlreadyRunningException e) {
                if (signal == null) {
                    result.completeExceptionally(e);
                } else {
                    if (!told) {
                        tell(e.getMessage() + "; waits until that has ended");
                        told = true;
                    }
                    endAfter(signal, result);
                }
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        }
    }

    private static void endAfter(CountDownLatch signal, CompletableFuture<@Nullable RunReport> result) {
        try {
            if (signal.await(ASK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
                result.complete(null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            result.completeExceptionally(new IllegalStateException(e));
        }
    }
}
