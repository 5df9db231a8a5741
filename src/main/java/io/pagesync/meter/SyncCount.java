package io.pagesync.meter;

import io.pagesync.ledger.RunLedger;
import io.pagesync.report.RunReport;
import io.pagesync.run.Run;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is counted of one sync. Pages and records count as they are delivered: what the open run has beyond what it began with
 * is added to what those before it had. A number that went down, because pages were withdrawn to be read again, stays until it
 * is reached again. Thread-safe.
 */
public final class SyncCount {
    private final Supplier<Optional<Instant>> next;
    private final Function<Instant, Optional<Instant>> lateFrom;
    private final Grown pages = new Grown();
    private final Grown records = new Grown();
    private final Grown bytes = new Grown();
    private @Nullable Run open;
    private RunLedger.Totals before = new RunLedger.Totals(0, 0);
    private String begun = "";
    private double lastStart;
    private double lastEnd;
    private double lastSuccess;
    /** When the last whole run began. */
    private @Nullable Instant lastWhole;

    private long failed;
    private long notFetched;
    private long refused;
    private long drift;
    private long blocked;
    private long madeUp;
    private long leftOut;

    /** A sum that never goes down. */
    private static final class Grown {
        private long closed;
        private long shown;

        double with(long now) {
            shown = Math.max(shown, closed + Math.max(0, now));
            return shown;
        }

        void close(long amount) {
            closed += Math.max(0, amount);
        }
    }

    /**
     * Nothing counted yet.
     *
     * @param next says when the sync starts next by its schedule
     * @param lateFrom says from when on it is late whose last whole run began then
     */
    public SyncCount(Supplier<Optional<Instant>> next, Function<Instant, Optional<Instant>> lateFrom) {
        this.next = next;
        this.lateFrom = lateFrom;
    }

    /** What the ledger has of a run that ended before this process began, the newest first. */
    public synchronized void earlier(RunReport report) {
        Instant started = Instant.parse(report.started());
        double end = seconds(started) + report.seconds();
        lastStart = Math.max(lastStart, seconds(started));
        if (end > lastEnd) {
            lastEnd = end;
            blocked = blocked(report);
        }
        if (report.verdict().whole()) {
            lastSuccess = Math.max(lastSuccess, end);
            whole(started);
        }
    }

    /** A run opens. */
    public synchronized void opened(Run run) {
        open = run;
        before = run.ledger().totals();
        begun = run.id();
        lastStart = seconds(Instant.now());
    }

    /** It has ended. */
    public synchronized void closed(RunReport report) {
        Run run = open;
        if (run != null) {
            RunLedger.Totals from = from(run.id());
            pages.close(report.pages().delivered() - (long) from.pages());
            records.close(report.records().delivered() - from.records());
            bytes.close(report.traffic().bytes());
        }
        open = null;
        lastEnd = seconds(Instant.now());
        if (report.verdict().whole()) {
            lastSuccess = lastEnd;
            whole(Instant.parse(report.started()));
        }
        failed += report.pages().failed();
        notFetched += Math.max(0, report.pages().missing() - report.pages().failed());
        RunReport.Refused its = report.refused();
        refused += its == null ? 0 : its.records();
        drift += report.drift().size();
        blocked = blocked(report);
    }

    /** A person has approved what waited of a run, which is the last one. */
    public synchronized void approved(RunReport report) {
        blocked = blocked(report);
    }

    private void whole(Instant began) {
        lastWhole = lastWhole == null || began.isAfter(lastWhole) ? began : lastWhole;
    }

    /** A start by the schedule did not come in time. */
    public synchronized void missed(boolean madeUpFor) {
        if (madeUpFor) {
            madeUp++;
        } else {
            leftOut++;
        }
    }

    /** A run that could not go on with an earlier one has another id, and begins with nothing. */
    private RunLedger.Totals from(String id) {
        return id.equals(begun) ? before : new RunLedger.Totals(0, 0);
    }

    private static long blocked(RunReport report) {
        return report.blocked().stream().mapToLong(RunReport.Blocked::rows).sum();
    }

    private static double seconds(Instant at) {
        return at.toEpochMilli() / 1000.0;
    }

    synchronized double delivered() {
        Run run = open;
        return pages.with(
                run == null
                        ? 0
                        : run.ledger().totals().pages() - (long) from(run.id()).pages());
    }

    synchronized double records() {
        Run run = open;
        return records.with(
                run == null
                        ? 0
                        : run.ledger().totals().records() - from(run.id()).records());
    }

    synchronized double bytes() {
        Run run = open;
        return bytes.with(run == null ? 0 : run.traffic().bytes());
    }

    synchronized double lateFrom() {
        return Optional.ofNullable(lastWhole)
                .flatMap(lateFrom)
                .map(SyncCount::seconds)
                .orElse(0.0);
    }

    synchronized double active() {
        return open == null ? 0 : 1;
    }

    synchronized double lastStart() {
        return lastStart;
    }

    synchronized double lastEnd() {
        return lastEnd;
    }

    synchronized double lastSuccess() {
        return lastSuccess;
    }

    double nextStart() {
        return next.get().map(SyncCount::seconds).orElse(0.0);
    }

    synchronized double failed() {
        return failed;
    }

    synchronized double notFetched() {
        return notFetched;
    }

    synchronized double refused() {
        return refused;
    }

    synchronized double drift() {
        return drift;
    }

    synchronized double blocked() {
        return blocked;
    }

    synchronized double madeUp() {
        return madeUp;
    }

    synchronized double leftOut() {
        return leftOut;
    }
}
