package io.pagesync.database.ledger;

import io.pagesync.database.ledger.lease.Leasing;
import io.pagesync.database.own.LedgerLeases.Lease;
import io.pagesync.database.own.LedgerPages;
import io.pagesync.database.own.LedgerPartitions;
import io.pagesync.database.own.LedgerRuns;
import io.pagesync.database.own.LedgerSince;
import io.pagesync.database.own.LedgerTables;
import io.pagesync.ledger.FailedPage;
import io.pagesync.ledger.PartitionEntry;
import io.pagesync.ledger.RunEntry;
import io.pagesync.ledger.RunHistory;
import io.pagesync.ledger.RunLedger;
import io.pagesync.ledger.RunLedger.Totals;
import io.pagesync.page.Fingerprint;
import io.pagesync.report.ReportText;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.since.Known;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        return store.look(tables -> {
                    List<RunEntry> entries = new ArrayList<>();
                    for (LedgerRuns.Row row : tables.runs().last(sync, most)) {
                        entries.add(entry(tables, row));
                    }
                    return entries;
                })
                .orElse(List.of());
    }

    @Override
    public Optional<RunEntry> run(String id) {
        return store.look(tables -> {
                    LedgerRuns.Row row = tables.runs().find(id);
                    return row == null ? Optional.<RunEntry>empty() : Optional.of(entry(tables, row));
                })
                .flatMap(found -> found);
    }

    private RunEntry entry(LedgerTables tables, LedgerRuns.Row row) throws SQLException {
        Lease found = tables.leases().find(row.sync());
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
        return store.look(tables -> {
                    Map<Long, LedgerPages.Sum> sums = tables.pages().sums(run);
                    return tables.partitions().of(run, most).stream()
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
        return store.look(tables -> {
                    Map<Long, String> names = new HashMap<>();
                    List<FailedPage> failed = new ArrayList<>();
                    for (LedgerPages.Row row : tables.pages().failed(run, most)) {
                        String name = names.get(row.partition());
                        if (name == null) {
                            name = name(tables.partitions(), run, row.partition());
                            names.put(row.partition(), name);
                        }
                        failed.add(new FailedPage(name, row.page(), String.valueOf(row.error())));
                    }
                    return failed;
                })
                .orElse(List.of());
    }

    @Override
    public List<RunHistory.PageBlock> pages(String run, String partition, int size, int most) {
        return store.look(tables -> tables.partitions().pages(run, Fingerprint.of(partition), size, most))
                .orElse(List.of());
    }

    @Override
    public List<RunLedger.Refusal> refused(String run, int most) {
        return store.look(tables -> tables.pages().refused(run, most)).orElse(List.of());
    }

    private static String name(LedgerPartitions partitions, String run, long key) throws SQLException {
        LedgerPartitions.Row row = partitions.find(run, key);
        return row == null ? "" : row.name();
    }

    @Override
    public Optional<Known> mark(String sync) {
        return store.look(
                        tables -> Optional.ofNullable(tables.since().find(sync)).map(LedgerSince.Row::known))
                .flatMap(found -> found);
    }

    @Override
    public Optional<RunReport> approved(String run, List<String> done) {
        return store.look(tables -> {
                    LedgerRuns.Row row = tables.runs().find(run);
                    RunReport report = row == null ? null : ReportText.read(row.report());
                    if (report == null) {
                        return Optional.<RunReport>empty();
                    }
                    RunReport now = report.approved(done);
                    tables.runs().report(run, ReportText.of(now));
                    return Optional.of(now);
                })
                .flatMap(found -> found);
    }

    @Override
    public int reset(String sync) {
        int forgotten = 0;
        while (store.look(tables -> {
                    leasing.requireFree(tables.leases().lock(sync), sync);
                    tables.since().delete(sync);
                    List<LedgerRuns.Row> last = tables.runs().last(sync, 1);
                    for (LedgerRuns.Row run : last) {
                        tables.forget(run.id());
                    }
                    return !last.isEmpty();
                })
                .orElse(false)) {
            forgotten++;
        }
        return forgotten;
    }
}
