package io.pagesync.ledger;

import io.pagesync.camel.context.Ledgers;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.jspecify.annotations.Nullable;

/**
 * The ledger of commands under test, which make one each time: it knows the runs that it was told of last, and opens new
 * ones in memory, or as it was told. Camel makes it by {@link #SETTING}.
 */
public final class StandInLedger implements Ledger {
    /** The setting that has Camel use it. */
    public static final String SETTING = "camel.main.main-listener-classes=" + Binding.class.getName();

    /** Puts it into the registry of a context. */
    public static final class Binding extends MainListenerSupport {
        @Override
        public void afterConfigure(BaseMainSupport main) {
            main.getCamelContext().getRegistry().bind(Ledgers.NAME, new StandInLedger());
        }
    }

    private static final List<RunEntry> RUNS = new ArrayList<>();
    private static final List<PartitionEntry> PARTITIONS = new ArrayList<>();
    private static final List<FailedPage> FAILED = new ArrayList<>();
    private static final List<Start> STARTS = new ArrayList<>();
    private static Function<RunRequest, @Nullable RunLedger> opening = request -> null;

    /** Knows nothing any more. */
    public static synchronized void clear() {
        RUNS.clear();
        PARTITIONS.clear();
        FAILED.clear();
        STARTS.clear();
        opening = request -> null;
    }

    /** Knows this run, too, which is newer than all others. */
    public static synchronized void add(RunEntry run) {
        RUNS.add(0, run);
    }

    /** Every run that it knows has this partition. */
    public static synchronized void add(PartitionEntry partition) {
        PARTITIONS.add(partition);
    }

    /** Every run that it knows has this page that failed. */
    public static synchronized void add(FailedPage page) {
        FAILED.add(page);
    }

    /** From now on, runs are opened so; in memory where that gives none. */
    public static synchronized void opens(Function<RunRequest, @Nullable RunLedger> how) {
        opening = how;
    }

    /** How runs were asked to begin. */
    public static synchronized List<Start> starts() {
        return List.copyOf(STARTS);
    }

    /** A run as a ledger has it; it has ended if it has a verdict, and else was cut short. */
    public static RunEntry run(String id, String sync, Instant started, @Nullable Verdict verdict) {
        return new RunEntry(
                id,
                sync,
                "http://localhost/items",
                verdict == null ? RunEntry.State.CUT_SHORT : RunEntry.State.ENDED,
                "PID 4711 on db1",
                1,
                started,
                started.plusSeconds(90),
                new RunLedger.Totals(2, 200),
                verdict == null ? null : report(id, sync, started, verdict));
    }

    /** The same in another state. */
    public static RunEntry in(RunEntry.State state, RunEntry run) {
        return new RunEntry(
                run.id(),
                run.sync(),
                run.url(),
                state,
                run.owner(),
                run.attempts(),
                run.started(),
                run.seen(),
                run.done(),
                run.report());
    }

    private static RunReport report(String id, String sync, Instant started, Verdict verdict) {
        boolean whole = verdict.whole();
        return new RunReport(
                id,
                sync,
                "http://localhost/items",
                Map.of(),
                verdict,
                whole ? List.of("counted", "end seen") : List.of(),
                List.of(),
                new RunReport.Pages(3, whole ? 3 : 2, whole ? 0 : 1, whole ? 0 : 1),
                new RunReport.Records(300L, whole ? 300 : 200),
                verdict == Verdict.DRIFTED ? List.of("the total was 300 and is 301") : List.of(),
                List.of(),
                whole ? null : "page 3 failed",
                whole ? List.of() : List.of(new RunReport.Failure(3, "GET /items?page=3: 500")),
                List.of(),
                List.of(),
                new RunReport.Traffic(3, 0, 0, 10, 10, 3000),
                started.toString(),
                90,
                verdict.resumable(),
                null,
                List.of(),
                null,
                List.of(),
                null);
    }

    @Override
    public RunLedger open(RunRequest request) {
        RunLedger opened;
        synchronized (StandInLedger.class) {
            STARTS.add(request.start());
            opened = opening.apply(request);
        }
        return opened == null ? new MemoryLedger().open(request.with(Start.NOW)) : opened;
    }

    @Override
    public List<RunEntry> runs(@Nullable String sync, int most) {
        synchronized (StandInLedger.class) {
            return RUNS.stream()
                    .filter(run -> sync == null || run.sync().equals(sync))
                    .limit(most)
                    .toList();
        }
    }

    @Override
    public Optional<RunEntry> run(String id) {
        return runs(null, Integer.MAX_VALUE).stream()
                .filter(run -> run.id().equals(id))
                .findFirst();
    }

    @Override
    public List<PartitionEntry> partitions(String run, int most) {
        synchronized (StandInLedger.class) {
            return PARTITIONS.stream().limit(most).toList();
        }
    }

    @Override
    public List<FailedPage> failedPages(String run, int most) {
        synchronized (StandInLedger.class) {
            return FAILED.stream().limit(most).toList();
        }
    }

    @Override
    public int reset(String sync) {
        synchronized (StandInLedger.class) {
            RUNS.stream()
                    .filter(run -> run.sync().equals(sync) && run.state() == RunEntry.State.RUNNING)
                    .findFirst()
                    .ifPresent(run -> {
                        throw new AlreadyRunningException(
                                sync, run.id(), "runs in PID 4711 on db1 since 21:04, last sign of life 3 s ago");
                    });
            int before = RUNS.size();
            RUNS.removeIf(run -> run.sync().equals(sync));
            return before - RUNS.size();
        }
    }
}
