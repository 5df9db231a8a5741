package io.pagesync.camel.sync;

import io.pagesync.InvalidSettingException;
import io.pagesync.api.Api;
import io.pagesync.page.Page;
import io.pagesync.report.RunReport;
import io.pagesync.run.Run;
import io.pagesync.run.failure.PageError;
import io.pagesync.run.plan.Collection;
import io.pagesync.run.turn.StopSignal;
import io.pagesync.settings.Naming;
import io.pagesync.settings.NearestName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One load of the Java API: what it asks for, who takes its pages, and how it is ended early. Thread-safe. */
public final class LoadRequest {
    private final Map<String, String> parameters;
    private final Naming names;
    private final @Nullable Taker taker;
    private final ReentrantLock oneByOne = new ReentrantLock();
    private @Nullable Run run;
    private @Nullable String stopped;

    /** Takes the pages of a load, one at a time, in their order. */
    @FunctionalInterface
    public interface Taker {
        /** Takes a page; waits, where it has to, with the signal that ends the run. */
        public void take(Page page, StopSignal stop);
    }

    /**
     * What a load ended in.
     *
     * @param report the run's report
     * @param pages the pages that were got, in order; none where a taker took them
     * @param error the first error that a page ended in; null if there was none
     */
    public record Result(
            RunReport report, List<Page> pages, @Nullable PageError error) {}

    private LoadRequest(
            Map<String, String> parameters, Naming names, String gather, String order, @Nullable Taker taker) {
        this.names = names;
        this.parameters = new HashMap<>(parameters);
        this.parameters.put("gather", gather);
        this.parameters.put("order", order);
        this.taker = taker;
    }

    /**
     * A load whose pages are all kept.
     *
     * @param parameters those of kamelet:collection-source that are not to be its defaults
     * @param names how the program names them
     */
    public static LoadRequest gathering(Map<String, String> parameters, Naming names) {
        return new LoadRequest(parameters, names, "pages", "arrival", null);
    }

    /** A load whose pages are handed over in order and forgotten; no more are fetched than workers can hold. */
    public static LoadRequest handingOver(Map<String, String> parameters, Naming names, Taker taker) {
        Map<String, String> once = new HashMap<>(parameters);
        // What was handed over cannot be taken back.
        once.put("repairPasses", "0");
        return new LoadRequest(once, names, "report", "page", taker);
    }

    /** Ends it early, or keeps it from beginning: nothing new is asked for. */
    public synchronized void stop(String reason) {
        stopped = stopped == null ? reason : stopped;
        if (run != null) {
            run.stop().stop(stopped);
        }
    }

    /**
     * The collection.
     *
     * @param defaults the parameters of the route it is loaded by, every one given
     * @throws InvalidSettingException if there is no such parameter, or its value cannot be
     */
    Collection collection(Map<String, String> defaults, Api api) {
        Map<String, String> all = new HashMap<>(defaults);
        parameters.forEach((name, value) -> {
            if (all.put(name, value) == null) {
                throw new InvalidSettingException("there is no parameter '" + name + "' of a collection"
                        + NearestName.hint(name, new TreeSet<>(defaults.keySet())));
            }
        });
        Collection collection =
                new CollectionParameters(all).collection(api.settings().baseUri(), names);
        if (collection.incremental() != null) {
            throw new InvalidSettingException(
                    "a load keeps no mark, and asks for everything (" + names.parameter("sinceField")
                            + "); write what it is to ask for into the query, or make a sync of it");
        }
        return collection;
    }

    synchronized void opened(Run opened) {
        run = opened;
        if (stopped != null) {
            opened.stop().stop(stopped);
        }
    }

    public void take(Page page) {
        if (taker == null) {
            return;
        }
        // Pages of one collection come one after the other; those of two partitions may come at once.
        StopSignal stop = run().stop();
        stop.whileWaiting(oneByOne::lockInterruptibly);
        try {
            taker.take(page, stop);
        } finally {
            oneByOne.unlock();
        }
    }

    @SuppressWarnings("unchecked")
    public Result result(Object body) {
        Run closed = run();
        RunReport report = Objects.requireNonNull(closed.report(), "a run that has ended has a report");
        return new Result(report, body instanceof List<?> pages ? (List<Page>) pages : List.of(), closed.error());
    }

    private synchronized Run run() {
        return Objects.requireNonNull(run, "a load has a run from its opening on");
    }
}
