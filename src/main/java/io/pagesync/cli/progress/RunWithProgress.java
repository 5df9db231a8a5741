package io.pagesync.cli.progress;

import io.pagesync.camel.boot.Pipeline;
import io.pagesync.camel.context.OpenRuns;
import io.pagesync.report.RunReport;
import io.pagesync.run.Run;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.CamelContext;

/** Runs a sync while its progress is shown, and ends it early on a signal. */
public final class RunWithProgress {
    /** How often the open runs are looked at. */
    public static final long LOOK_MILLIS = 200;
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
        try (Interruption interruption = new Interruption(context, err, "interrupted", ALLOWED, () -> {})) {
            OtherProcesses.watch(context, this::tell);
            BudgetLine.watch(context, this::tell);
            CompletableFuture<RunReport> result = new CompletableFuture<>();
            Thread runner = new Thread(() -> complete(result, sync), "pagesync-run");
            runner.start();
            RunReport report = await(result, sync, interruption);
            output.print(report, err);
            return interruption.exitCode() == 0 ? report.verdict().exitCode() : interruption.exitCode();
        }
    }

    /** Says a sentence on standard error, unless that is to be quiet. */
    public void tell(String sentence) {
        if (!output.quiet()) {
            // Over the bar, if there is one, which is drawn again below.
            err.println((Integer.getInteger("pagesync.columns", 0) > 0 ? "\r\u001b[K" : "") + "pagesync: " + sentence);
            err.flush();
        }
    }

    private RunReport await(CompletableFuture<RunReport> result, String sync, Interruption interruption) {
        try (ProgressView view = ProgressView.of(output, sync, err)) {
            while (true) {
                try {
                    return result.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    List<Run> open = OpenRuns.of(context).open();
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

    private void complete(CompletableFuture<RunReport> result, String sync) {
        try {
            result.complete(Pipeline.run(context, sync));
        } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
        }
    }
}
