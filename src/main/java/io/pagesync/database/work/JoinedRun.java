package io.pagesync.database.work;

import io.pagesync.database.own.work.LedgerWork.Place;
import io.pagesync.ledger.MemoryLedger;
import io.pagesync.ledger.PartitionLedger;
import io.pagesync.ledger.RunLedger;
import io.pagesync.ledger.RunRequest;
import io.pagesync.page.Fingerprint;
import io.pagesync.report.RunReport;
import io.pagesync.work.PageTask;
import java.sql.Connection;
import java.sql.SQLException;

/** A run that is another process's, some of whose pages are delivered here. Thread-safe. */
final class JoinedRun implements RunLedger {
    private final TakenPages pages;
    private final PageTask task;

    /** That of a page that was asked for. */
    JoinedRun(TakenPages pages, PageTask task) {
        this.pages = pages;
        this.task = task;
    }

    @Override
    public String id() {
        return task.run();
    }

    @Override
    public int epoch() {
        return task.epoch();
    }

    @Override
    public void beginAnew(String why) {
        throw notMine();
    }

    /** Each page that is taken has its own. */
    @Override
    public PartitionLedger partition(String name) {
        return new MemoryLedger().open(RunRequest.of(task.sync(), "")).partition(name);
    }

    @Override
    public Totals totals() {
        return new Totals(0, 0);
    }

    @Override
    public boolean resumable() {
        return true;
    }

    @Override
    public void requireHeld() {
        pages.requireFresh();
    }

    @Override
    public boolean isHeld() {
        return pages.isFresh();
    }

    @Override
    public boolean isHeld(String dataSource, Connection connection, String partition, int page) throws SQLException {
        return pages.holds(
                new Place(task.run(), Fingerprint.of(partition), page), task.epoch(), dataSource, connection);
    }

    @Override
    public boolean keepsRefused() {
        return true;
    }

    @Override
    public void close(RunReport report) {
        throw notMine();
    }

    private static IllegalStateException notMine() {
        return new IllegalStateException("the run is its owner's");
    }
}
