package io.pagesync.database.ledger;

import io.pagesync.database.ledger.lease.Leasing;
import io.pagesync.database.own.LedgerLeases;
import io.pagesync.database.own.LedgerLeases.Lease;
import io.pagesync.database.own.LedgerPages;
import io.pagesync.database.own.LedgerPartitions;
import io.pagesync.database.own.LedgerRuns;
import io.pagesync.ledger.FailedPage;
import io.pagesync.ledger.PartitionEntry;
import io.pagesync.ledger.RunEntry;
import io.pagesync.ledger.RunHistory;
import io.pagesync.ledger.RunLedger.Totals;
import io.pagesync.report.Verdict;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** The runs that a database has. Thread-safe. */
final class StoredRuns implements RunHistory {
    private final LedgerDatabase store;
    private final Leasing leasing;

    StoredRuns(LedgerDatabase store, Leasing leasing) {
        this.store = store;
        this.leasing = leasing;
    }

    @Override
    public List<RunEntry> runs(@Nullable String sync, int most) {
        return store.look((connection, db) -> runsOf(db).last(sync, most).stream()
                        .map(row -> entry(db, row))
                        .toList())
                .orElse(List.of());
    }

    @Override
    public Optional<RunEntry> run(String id) {
        return store.look((connection, db) ->
                        Optional.ofNullable(runsOf(db).find(id)).map(row -> entry(db, row)))
                .flatMap(found -> found);
    }

    private LedgerRuns runsOf(DSLContext db) {
        return new LedgerRuns(db, store.database().facts());
    }

    private RunEntry entry(DSLContext db, LedgerRuns.Row row) {
        Lease found = new LedgerLeases(db, store.database().facts()).find(row.sync());
        Lease its = found != null && found.run().equals(row.id()) && found.until() > 0 ? found : null;
        RunEntry.State over = row.ended() == null ? RunEntry.State.CUT_SHORT : RunEntry.State.ENDED;
        RunEntry.State state = its != null && leasing.isHeld(its) ? RunEntry.State.RUNNING : over;
        return new RunEntry(
                row.id(),
                row.sync(),
                row.url(),
                state,
                its == null ? row.owner() : its.holder().text(),
                row.attempts(),
                Instant.ofEpochMilli(row.started()),
                Instant.ofEpochMilli(its == null ? row.seen() : Math.max(its.seen(), row.seen())),
                new Totals(row.pages(), row.records()),
                ReportText.read(row.report()));
    }

    @Override
    public List<PartitionEntry> partitions(String run, int most) {
        return store.look((connection, db) -> {
                    Map<Long, LedgerPages.Sum> sums = new LedgerPages(db).sums(run);
                    return new LedgerPartitions(db)
                            .of(run, most).stream()
                                    .map(row -> entry(row, sums.getOrDefault(row.key(), LedgerPages.Sum.NONE)))
                                    .toList();
                })
                .orElse(List.of());
    }

    private static PartitionEntry entry(LedgerPartitions.Row row, LedgerPages.Sum done) {
        return new PartitionEntry(
                row.name(),
                row.pages(),
                row.records(),
                new Totals(done.pages(), done.records()),
                row.verdict() == null ? null : Verdict.valueOf(row.verdict()));
    }

    @Override
    public List<FailedPage> failedPages(String run, int most) {
        return store.look((connection, db) -> {
                    Map<Long, String> names = new HashMap<>();
                    LedgerPartitions partitions = new LedgerPartitions(db);
                    return new LedgerPages(db)
                            .failed(run, most).stream()
                                    .map(row -> new FailedPage(
                                            names.computeIfAbsent(row.partition(), key -> name(partitions, run, key)),
                                            row.page(),
                                            String.valueOf(row.error())))
                                    .toList();
                })
                .orElse(List.of());
    }

    private static String name(LedgerPartitions partitions, String run, long key) {
        LedgerPartitions.Row row = partitions.find(run, key);
        return row == null ? "" : row.name();
    }

    @Override
    public int reset(String sync) {
        int forgotten = 0;
        while (store.look((connection, db) -> {
                    LedgerLeases leases = new LedgerLeases(db, store.database().facts());
                    leasing.requireFree(leases.lock(sync), sync);
                    List<LedgerRuns.Row> last = runsOf(db).last(sync, 1);
                    last.forEach(run -> forget(db, run.id()));
                    return !last.isEmpty();
                })
                .orElse(false)) {
            forgotten++;
        }
        return forgotten;
    }

    private void forget(DSLContext db, String run) {
        new LedgerPages(db).deleteUpTo(run, Integer.MAX_VALUE);
        new LedgerPartitions(db).delete(run);
        runsOf(db).delete(run);
    }
}
