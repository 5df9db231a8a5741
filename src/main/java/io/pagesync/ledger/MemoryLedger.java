package io.pagesync.ledger;

import io.pagesync.PagesyncException;
import io.pagesync.ledger.RunLedger.DonePage;
import io.pagesync.ledger.RunLedger.Totals;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A ledger that lasts as long as its process: nothing goes on with what it holds, so it counts pages, and keeps reports. */
public final class MemoryLedger implements Ledger {
    private static final int MOST_KEPT = 10;

    private final Map<String, Deque<RunEntry>> ended = new HashMap<>();
    private final Deque<Action> actions = new ArrayDeque<>();

    @Override
    public RunLedger open(RunRequest request) {
        String only = request.start().only();
        if (only != null) {
            throw new PagesyncException(
                    "run " + only + " cannot be gone on with: this ledger is kept in memory, and holds"
                            + " no pages of runs that have ended");
        }
        runs(request.sync(), 1).stream()
                .filter(last -> request.start().madeUpBy(last.started(), Instant.now()))
                .findFirst()
                .ifPresent(last -> {
                    throw new StartTakenException(request.sync(), last.id());
                });
        return new Open(request);
    }

    @Override
    public synchronized List<RunEntry> runs(@Nullable String sync, int most) {
        return ended.entrySet().stream()
                .filter(each -> sync == null || each.getKey().equals(sync))
                .flatMap(each -> each.getValue().stream())
                .sorted(Comparator.comparing(RunEntry::id).reversed())
                .limit(most)
                .toList();
    }

    @Override
    public synchronized int reset(String sync) {
        Deque<RunEntry> its = ended.remove(sync);
        return its == null ? 0 : its.size();
    }

    @Override
    public synchronized Optional<RunReport> approved(String run, List<String> done) {
        Optional<RunEntry> found = run(run);
        RunReport report = found.map(RunEntry::report).orElse(null);
        if (report == null) {
            return Optional.empty();
        }
        RunReport now = report.approved(done);
        Deque<RunEntry> its = ended.getOrDefault(report.sync(), new ArrayDeque<>());
        List<RunEntry> all = its.stream()
                .map(each -> each.id().equals(run) ? each.with(now) : each)
                .toList();
        its.clear();
        its.addAll(all);
        return Optional.of(now);
    }

    @Override
    public synchronized void note(Action action) {
        actions.addFirst(action);
        if (actions.size() > MOST_ACTIONS) {
            actions.removeLast();
        }
    }

    @Override
    public synchronized List<Action> actions(int most) {
        return actions.stream().limit(most).toList();
    }

    private synchronized void keep(RunEntry run) {
        Deque<RunEntry> its = ended.computeIfAbsent(run.sync(), sync -> new ArrayDeque<>());
        its.addFirst(run);
        if (its.size() > MOST_KEPT) {
            its.removeLast();
        }
    }

    private final class Open implements RunLedger {
        private final String id = RunId.next();
        private final Instant started = Instant.now();
        private final RunRequest request;
        private int pages;
        private long records;

        Open(RunRequest request) {
            this.request = request;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public void beginAnew(String why) {
            throw new IllegalStateException("a run in memory goes on with no other");
        }

        @Override
        public PartitionLedger partition(String name) {
            return new Counted(this);
        }

        private synchronized void add(int more, long theirRecords) {
            pages += more;
            records += theirRecords;
        }

        @Override
        public synchronized Totals totals() {
            return new Totals(pages, records);
        }

        @Override
        public boolean resumable() {
            return false;
        }

        @Override
        public void close(RunReport report) {
            keep(new RunEntry(
                    id,
                    request.sync(),
                    request.url(),
                    RunEntry.State.ENDED,
                    "PID " + ProcessHandle.current().pid(),
                    1,
                    started,
                    Instant.now(),
                    totals(),
                    report));
        }
    }

    /** Counts the pages of a partition; the run's own count outlives it. */
    private static final class Counted implements PartitionLedger {
        private final Open run;
        private int pages;
        private long records;

        Counted(Open run) {
            this.run = run;
        }

        @Override
        public void begin(Beginning beginning) {
            // Nobody asks for it again.
        }

        @Override
        public void forgetFrom(int page) {
            int pagesBefore;
            long recordsBefore;
            synchronized (this) {
                // Which pages they are is not kept; all of them are to come again, or none is there.
                pagesBefore = page == 1 ? pages : 0;
                recordsBefore = page == 1 ? records : 0;
                pages -= pagesBefore;
                records -= recordsBefore;
            }
            run.add(-pagesBefore, -recordsBefore);
        }

        @Override
        public void failed(int page, String error) {
            // The run's report has it.
        }

        @Override
        public void done(int page, DonePage what) {
            synchronized (this) {
                pages++;
                records += what.records();
            }
            run.add(1, what.records());
        }

        @Override
        public synchronized Totals totals() {
            return new Totals(pages, records);
        }

        @Override
        public void ended(Verdict verdict) {
            // Nobody goes on with it.
        }
    }
}
