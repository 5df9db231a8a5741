package io.pagesync.camel.manage;

import io.pagesync.camel.sync.Schedules;
import io.pagesync.camel.sync.Sync;
import io.pagesync.ledger.RunEntry;
import io.pagesync.ledger.RunHistory;
import io.pagesync.report.RunReport;
import io.pagesync.since.Known;
import io.pagesync.view.RunFacts;
import io.pagesync.view.SyncFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A look at a sync: by its last runs and its schedule.
 *
 * @param sync the sync
 * @param standing how it stands
 * @param runs its last runs, the newest first
 * @param whole its last whole run; empty if none was
 * @param next when it starts next; empty if it does not
 * @param lateFrom from when on it is late, if no whole run begins before; empty without a whole run, or if it never is
 * @param mark the mark its next run begins at; empty if there is none
 */
public record SyncLook(
        Sync sync,
        Standing standing,
        List<RunEntry> runs,
        Optional<RunEntry> whole,
        Optional<Instant> next,
        Optional<Instant> lateFrom,
        Optional<String> mark) {
    /** Among so many of a sync's last runs, its last whole one is looked for. */
    private static final int SEARCHED = 1000;

    /** Copies the list. */
    public SyncLook {
        runs = List.copyOf(runs);
    }

    /**
     * Looks at a sync.
     *
     * @param most how many of its runs are looked at; more, where none of these is whole
     * @param open its run that is open here, which a ledger in memory does not tell of; empty if there is none
     */
    public static SyncLook at(Sync sync, RunHistory history, int most, Optional<RunEntry> open, Instant now) {
        List<RunEntry> runs = new ArrayList<>(history.runs(sync.name(), most));
        open.filter(run -> runs.stream().noneMatch(each -> each.id().equals(run.id())))
                .ifPresent(run -> runs.add(0, run));
        Optional<RunEntry> whole = whole(runs);
        if (whole.isEmpty() && runs.size() >= most) {
            whole = whole(history.runs(sync.name(), SEARCHED));
        }
        return new SyncLook(
                sync,
                Standing.of(sync, runs.stream().findFirst(), now),
                runs,
                whole,
                Schedules.next(sync, now),
                whole.flatMap(run -> Schedules.lateFrom(sync, run.started())),
                history.mark(sync.name()).map(Known::mark).filter(text -> !text.isEmpty()));
    }

    private static Optional<RunEntry> whole(List<RunEntry> runs) {
        return runs.stream().filter(SyncLook::isWhole).findFirst();
    }

    private static boolean isWhole(RunEntry run) {
        RunReport report = run.report();
        return run.state() == RunEntry.State.ENDED
                && report != null
                && report.verdict().whole();
    }

    /** Its last run; empty if there is none. */
    public Optional<RunEntry> last() {
        return runs.stream().findFirst();
    }

    /**
     * The same as plain data.
     *
     * @param pausedUntil until when its open run sends no request; empty if it does not wait
     */
    public SyncFacts facts(Optional<Instant> pausedUntil) {
        boolean scheduled = !sync.schedule().isEmpty();
        return new SyncFacts(
                sync.name(),
                standing.text(),
                standing.exitCode(),
                scheduled ? sync.schedule() : null,
                scheduled ? sync.timeZone().getId() : null,
                next.map(Instant::toString).orElse(null),
                lateFrom.map(Instant::toString).orElse(null),
                pausedUntil.map(Instant::toString).orElse(null),
                last().map(RunFacts::of).orElse(null),
                whole.map(RunFacts::of).orElse(null),
                mark.orElse(null));
    }
}
