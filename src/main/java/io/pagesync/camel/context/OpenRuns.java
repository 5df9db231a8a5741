package io.pagesync.camel.context;

import io.pagesync.ledger.AlreadyRunningException;
import io.pagesync.report.RunReport;
import io.pagesync.run.Run;
import io.pagesync.run.turn.RunStoppedException;
import io.pagesync.run.turn.StopSignal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** The runs of a Camel context that are open now. Thread-safe. */
public final class OpenRuns {
    /** Why runs are stopped whose process is told to end. */
    public static final String SHUTTING_DOWN = "Pagesync is shutting down";

    private final List<Run> open = new CopyOnWriteArrayList<>();
    private final List<Consumer<RunReport>> listeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<RunReport>> approvals = new CopyOnWriteArrayList<>();
    private final List<Consumer<Run>> openings = new CopyOnWriteArrayList<>();

    private final StopSignal noRun = new StopSignal();
    private @Nullable String over;

    /** The context's runs; one object a context. */
    public static OpenRuns of(CamelContext context) {
        return ContextBean.of(context, OpenRuns.class, OpenRuns::new);
    }

    /** The open ones, in the order of their opening. */
    public List<Run> open() {
        return List.copyOf(open);
    }

    /** The open one of a sync; empty if it has none. */
    public Optional<Run> ofSync(String sync) {
        return open.stream().filter(run -> run.collection().sync().equals(sync)).findFirst();
    }

    /** Ends all of them early: what is in flight comes to its end, nothing new begins. */
    public void stop(String reason) {
        open.forEach(run -> run.stop().stop(reason));
    }

    /** Ends all of them early for good: none is opened any more, be it that a schedule begins one this moment. */
    public void end(String reason) {
        synchronized (this) {
            over = reason;
        }
        stop(reason);
    }

    /** The same, and ends the waits of messages that belong to none. */
    public void endAll(String reason) {
        noRun.stop(reason);
        end(reason);
    }

    /** The signal for messages that belong to no run, such as those that only take a permit. */
    public StopSignal noRun() {
        return noRun;
    }

    /**
     * A run opens.
     *
     * @throws AlreadyRunningException if another of its sync is open
     * @throws RunStoppedException if the context is about to stop
     */
    public void opened(Run run) {
        add(run);
        openings.forEach(listener -> listener.accept(run));
    }

    private synchronized void add(Run run) {
        if (over != null) {
            throw new RunStoppedException(over);
        }
        String sync = run.collection().sync();
        ofSync(sync).ifPresent(other -> {
            throw new AlreadyRunningException(sync, other.id());
        });
        open.add(run);
    }

    /** Tells each run to the listener, before its first request. */
    public void onOpened(Consumer<Run> listener) {
        openings.add(listener);
    }

    /** Tells each run's report to the listener, when the run has ended. */
    public void onClosed(Consumer<RunReport> listener) {
        listeners.add(listener);
    }

    /** Tells the report of each run of which a person has approved what waited, as it is then, to the listener. */
    public void onApproved(Consumer<RunReport> listener) {
        approvals.add(listener);
    }

    /** A person has approved what waited of a run. */
    public void approved(RunReport report) {
        approvals.forEach(listener -> listener.accept(report));
    }

    public void closed(Run run) {
        open.remove(run);
        RunReport report = run.report();
        if (report != null) {
            listeners.forEach(listener -> listener.accept(report));
        }
    }
}
