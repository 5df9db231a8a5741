package io.pagesync.simulation.cluster;

import static io.pagesync.simulation.cluster.Fleet.MILLI;
import static io.pagesync.simulation.cluster.Fleet.SECOND;

import io.pagesync.PagesyncException;
import io.pagesync.database.ledger.DrivenOwner;
import io.pagesync.database.own.work.LedgerWork.Answer;
import io.pagesync.database.work.DrivenPages;
import io.pagesync.database.work.PageBoard;
import io.pagesync.ledger.RunRequest;
import io.pagesync.ledger.Start;
import io.pagesync.page.Envelope;
import io.pagesync.page.Page;
import io.pagesync.page.PageKeys;
import io.pagesync.work.PageTask;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a process does with the run while that is its own, and how it becomes that. */
final class Owning {
    private static final String SYNC = "items";
    private static final RunRequest ITEMS = RunRequest.of(SYNC, "http://localhost/items");
    private static final int MOST = 16;
    private static final long RENEWAL = 5 * SECOND;
    private static final long PATIENCE = 120 * SECOND;

    private final Member process;
    private final Fleet fleet;
    private @Nullable Mine mine;

    /** The run as this process has it. */
    private record Mine(DrivenOwner run, PageBoard board, PageTask first, Set<Integer> todo, Set<Integer> asked) {}

    private long written;

    Owning(Member process) {
        this.process = process;
        this.fleet = process.fleet;
    }

    void forget() {
        mine = null;
    }

    boolean isOwner() {
        return mine != null;
    }

    void begins() {
        open(ITEMS);
    }

    /** Goes on with the run, if its owner is gone. */
    void follow() {
        String run = fleet.run;
        if (mine == null && run != null && !process.isCutOff() && !fleet.truth.isClosed()) {
            open(ITEMS.with(Start.goingOnWith(run)));
        }
        // Many do not look more often than a few.
        process.after(fleet.plan.processes() * SECOND + fleet.within(1000), this::follow);
    }

    private void open(RunRequest request) {
        try {
            DrivenOwner run = DrivenOwner.open(process.ledger(), process.database, request, process::moment);
            fleet.truth.opened(run.epoch());
            fleet.run = run.run();
            PageBoard board = DrivenPages.board(process.database, SYNC, run.run(), run.epoch(), process::nanos);
            Page first = Page.told(1, 2, new Envelope(null, null, null), PageKeys.NONE, 0, false);
            PageTask task = PageTask.first(SYNC, run.run(), run.epoch(), null, first, List.of())
                    .orElseThrow();
            Set<Integer> todo = new TreeSet<>();
            Set<Integer> done = run.done();
            for (int page = 2; page <= fleet.plan.pages(); page++) {
                if (!done.contains(page)) {
                    todo.add(page);
                }
            }
            Mine its = new Mine(run, board, task, todo, new TreeSet<>());
            mine = its;
            written = process.nanos();
            process.after(1, () -> tick(its));
        } catch (PagesyncException e) {
            // Another process has it.
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void tick(Mine its) {
        if (!its.equals(mine)) {
            return;
        }
        ask(its);
        hear(its);
        boolean due = its.run().hasBatch() || process.nanos() - written > RENEWAL;
        if (due && !write(its)) {
            return;
        }
        if (its.todo().isEmpty() && !its.run().hasBatch()) {
            process.after(fleet.within(50), () -> end(its));
        } else {
            process.after(200 * MILLI + fleet.within(600), () -> tick(its));
        }
    }

    private void ask(Mine its) {
        Iterator<Integer> pages = its.todo().iterator();
        while (its.asked().size() < MOST && pages.hasNext()) {
            int page = pages.next();
            if (its.asked().add(page)) {
                its.board().asked("", page);
                fleet.send(its.first().of(page));
            }
        }
    }

    private void hear(Mine its) {
        try {
            DrivenPages.look(its.board());
        } catch (SQLException e) {
            return;
        }
        for (int page : new ArrayList<>(its.asked())) {
            if (DrivenPages.isSettled(its.board(), page)) {
                Answer answer = DrivenPages.settled(its.board(), page).orElse(null);
                if (answer == null) {
                    fleet.send(its.first().of(page));
                } else {
                    its.asked().remove(page);
                    its.todo().remove(page);
                    its.run().done(page, answer);
                }
            }
        }
    }

    /** Whether the run is this process's still; if not, it is let go of. */
    private boolean write(Mine its) {
        try {
            if (its.run().write()) {
                fleet.truth.ledgerWritten(its.run().epoch());
                written = process.nanos();
                return true;
            }
            lose(its);
            return false;
        } catch (SQLException e) {
            if (process.nanos() - written > PATIENCE) {
                lose(its);
                return false;
            }
            return true;
        }
    }

    private void lose(Mine its) {
        mine = null;
        shut(its);
    }

    private void shut(Mine its) {
        if (process.isCutOff()) {
            process.after(SECOND, () -> shut(its));
        } else {
            its.board().close();
        }
    }

    private void end(Mine its) {
        if (process.isCutOff()
                || (!its.run().isFresh() && (!write(its) || !its.run().isFresh()))) {
            if (its.equals(mine)) {
                process.after(SECOND, () -> end(its));
            }
            return;
        }
        its.board().close();
        process.after(fleet.within(50), () -> close(its));
    }

    private void close(Mine its) {
        if (process.isCutOff()) {
            process.after(SECOND, () -> close(its));
            return;
        }
        its.run().ends();
        try {
            if (its.run().write()) {
                fleet.truth.closed(its.run().epoch(), fleet.time());
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        mine = null;
    }
}
