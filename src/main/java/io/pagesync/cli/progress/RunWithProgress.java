package io.pagesync.cli.progress;

import io.pagesync.camel.boot.Pipeline;
import io.pagesync.camel.context.OpenRuns;
import io.pagesync.report.RunReport;
import io.pagesync.run.Run;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
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
        return run(sync, Optional::empty);
    }

    /**
     * The same behind something else, which a signal ends as well.
     *
     * @param first what is done first; where it ends in a report, that is the run's, and there is no other
     */
    public int run(String sync, Supplier<Optional<RunReport>> first) {
        try (Interruption interruption = new Interruption(context, err, "interrupted", ALLOWED, () -> {})) {
            OtherProcesses.watch(context, this::tell);
            Optional<RunReport> ended = await(start(first), new ProgressView.NoProgress(), interruption);
            RunReport report = ended.isPresent() ? ended.get() : await(sync, interruption);
            output.print(report, err);
            return interruption.exitCode() == 0 ? report.verdict().exitCode() : interruption.exitCode();
        }
    }

    /** Says a sentence on standard error, unless that is to be quiet. */
    public void tell(String sentence) {
        if (!output.quiet()) {
            err.println("pagesync: " + sentence);
            err.flush();
        }
    }

    private RunReport await(String sync, Interruption interruption) {
        CompletableFuture<RunReport> result = start(() -> Pipeline.run(context, sync));
        try (ProgressView view = ProgressView.of(output, sync, err)) {
            return await(result, view, interruption);
        }
    }

    private <T> T await(CompletableFuture<T> result, ProgressView view, Interruption interruption) {
        try {
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

    private static <T> CompletableFuture<T> start(Supplier<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread runner = new Thread(
                () -> {
                    try {
                        result.complete(work.get());
                    } catch (RuntimeException | Error e) {
                        result.completeExceptionally(e);
                    }
                },
                "pagesync-run");
        runner.start();
        return result;
    }
}
