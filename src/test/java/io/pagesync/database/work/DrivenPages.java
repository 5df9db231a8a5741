package io.pagesync.database.work;

import io.pagesync.database.Database;
import io.pagesync.database.ledger.lease.Tenure.Moment;
import io.pagesync.database.ledger.lease.Timing;
import io.pagesync.database.own.work.LedgerWork.Answer;
import io.pagesync.work.WorkCount;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What processes do for the owners of runs, step by step, by whoever plays them. */
public final class DrivenPages {
    private DrivenPages() {}

    public static TakenPages of(Database database, Supplier<Moment> clock, String id) {
        return new TakenPages(database, Timing.DEFAULT, clock, id, id, "test", new WorkCount());
    }

    /** What its thread does. */
    public static void beat(TakenPages pages) throws SQLException {
        pages.beat();
    }

    public static boolean isFresh(TakenPages pages) {
        return pages.isFresh();
    }

    /**
     * Whether a page may be written, as a destination asks in its transaction.
     *
     * @param database the ledger's
     * @param dataSource the name of the one that the destination is in
     */
    public static boolean holds(TakenPages pages, TakenPage page, Database database, String dataSource)
            throws SQLException {
        return database.transaction(connection -> pages.ledger(page.task())
                .isHeld(dataSource, connection, "", page.task().page()));
    }

    public static PageBoard board(Database database, String sync, String run, int epoch, LongSupplier nanos) {
        return new PageBoard(database, sync, run, epoch, told -> {}, nanos);
    }

    /** What its thread does. */
    public static void look(PageBoard board) throws SQLException {
        board.lookOnce();
    }

    public static boolean isSettled(PageBoard board, int page) {
        return board.isSettled("", page);
    }

    /** What became of a page that is settled; empty if it is to be asked for again. */
    public static Optional<Answer> settled(PageBoard board, int page) {
        try {
            return board.await("", page);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
