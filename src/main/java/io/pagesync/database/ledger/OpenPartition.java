package io.pagesync.database.ledger;

import io.pagesync.database.own.LedgerPages;
import io.pagesync.database.own.LedgerPartitions;
import io.pagesync.ledger.Beginning;
import io.pagesync.ledger.PartitionLedger;
import io.pagesync.ledger.RunLedger.DonePage;
import io.pagesync.ledger.RunLedger.Refusal;
import io.pagesync.ledger.RunLedger.Totals;
import io.pagesync.page.PageKeys;
import io.pagesync.report.Verdict;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ObjIntConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A partition of a run that is open in this process. Thread-safe. */
final class OpenPartition implements PartitionLedger {
    /** Of larger pages they are not kept; MariaDB takes 65,535 bytes. */
    private static final int MOST_KEYS = 8000;

    private final OpenRun run;
    /** The run that it was asked for; another one may have begun in its place since. */
    private final String of;

    private final long key;
    private final String name;
    private final EarlierPages earlier;
    private final LedgerPartitions.@Nullable Row before;
    /** What an earlier attempt has left of refused records, by page; pages that come again leave it. */
    private final Map<Integer, List<Refusal>> refused;
    /** And what of pages that failed is with destinations. */
    private final Map<Integer, Held> held;

    private LedgerPartitions.Row now;
    private boolean known;
    /** What is left of what was done before. */
    private Totals left;

    private int pages;
    private long records;

    OpenPartition(
            OpenRun run,
            long key,
            String name,
            LedgerPartitions.@Nullable Row before,
            EarlierPages earlier,
            List<Refusal> refused,
            Map<Integer, Held> held) {
        this.run = run;
        this.of = run.id();
        this.key = key;
        this.name = name;
        this.before = before;
        this.earlier = earlier;
        this.refused = new ConcurrentHashMap<>(refused.stream().collect(Collectors.groupingBy(Refusal::page)));
        this.held = new ConcurrentHashMap<>(held);
        this.now = before == null ? new LedgerPartitions.Row(key, name, null, null, null, null) : before;
        this.known = before != null;
        this.left = earlier.totals();
    }

    /** Whether the run is another one than that whose pages were done before. */
    private boolean anew() {
        return !of.equals(run.id());
    }

    @Override
    public @Nullable Beginning earlier() {
        if (before == null || before.first() == null || anew()) {
            return null;
        }
        Integer all = before.pages();
        Long declared = before.records();
        return new Beginning(
                all == null ? OptionalInt.empty() : OptionalInt.of(all),
                declared == null ? OptionalLong.empty() : OptionalLong.of(declared),
                before.first());
    }

    @Override
    public @Nullable Verdict earlierVerdict() {
        return before == null || before.verdict() == null || anew() ? null : Verdict.valueOf(before.verdict());
    }

    @Override
    public @Nullable DonePage earlier(int page) {
        return anew() ? null : earlier.find(page);
    }

    @Override
    public void begin(Beginning beginning) {
        put(new LedgerPartitions.Row(
                key,
                name,
                beginning.pages().isPresent() ? beginning.pages().getAsInt() : null,
                beginning.records().isPresent() ? beginning.records().getAsLong() : null,
                beginning.first(),
                null));
    }

    @Override
    public void forgetFrom(int page) {
        Totals lost = anew() ? new Totals(0, 0) : earlier.forgetFrom(page);
        held.keySet().removeIf(each -> each >= page);
        boolean anyRefused = refused.keySet().removeIf(each -> each >= page);
        int pagesBefore;
        long recordsBefore;
        synchronized (this) {
            left = new Totals(left.pages() - lost.pages(), left.records() - lost.records());
            // Those of this attempt are forgotten all at once, before one more pass, or there are none yet.
            pagesBefore = page == 1 ? pages : 0;
            recordsBefore = page == 1 ? records : 0;
            pages -= pagesBefore;
            records -= recordsBefore;
        }
        if (lost.pages() + pagesBefore > 0 || anyRefused) {
            LedgerPartitions.Row open = reopened();
            run.writer().add(batch -> {
                batch.forget(new Batch.Forgotten(key, page));
                batch.partitions.put(key, open);
            });
            run.count(-lost.pages() - pagesBefore, -lost.records() - recordsBefore);
        }
    }

    @Override
    public void earlierKeys(ObjIntConsumer<PageKeys> to) {
        if (anew() || before == null) {
            return;
        }
        run.readKeys(of, key, keys -> {
            DonePage its = earlier.find(keys.page());
            int count = keys.hashes().length / Long.BYTES;
            if (its != null && count > 0 && count <= its.size()) {
                to.accept(PageKeys.of(keys.hashes(), its.size()), keys.page());
            }
        });
    }

    @Override
    public void done(int page, DonePage what) {
        done(page, what, PageKeys.NONE);
    }

    @Override
    public void done(int page, DonePage what, PageKeys keys) {
        done(page, what, keys, List.of());
    }

    @Override
    public List<Refusal> refused(int page, long fingerprint) {
        List<Refusal> its = anew() ? List.of() : refused.getOrDefault(page, List.of());
        return its.isEmpty() || its.get(0).fingerprint() != fingerprint ? List.of() : its;
    }

    @Override
    public void done(int page, DonePage what, PageKeys keys, List<Refusal> nowRefused) {
        know();
        held.remove(page);
        boolean wereRefused = refused.remove(page) != null;
        byte[] hashes = keys.size() <= MOST_KEYS ? keys.toBytes() : new byte[0];
        run.writer().add(batch -> {
            if (keys.size() + keys.missing() > 0) {
                batch.add(new LedgerPages.Keys(key, page, hashes));
            }
            if (wereRefused || !nowRefused.isEmpty()) {
                batch.add(new LedgerPages.Refused(key, page, nowRefused));
            }
            batch.add(
                    new LedgerPages.Row(key, page, what.records(), what.size(), what.fingerprint(), what.next(), null));
        });
        synchronized (this) {
            pages++;
            records += what.records();
        }
        run.count(1, what.records());
    }

    @Override
    public void failed(int page, String error) {
        know();
        run.writer().add(batch -> batch.add(new LedgerPages.Row(key, page, 0, 0, 0, "", error)));
    }

    @Override
    public void failed(int page, String error, Held its) {
        know();
        run.writer().add(batch -> batch.add(LedgerPages.held(key, page, its, error)));
    }

    @Override
    public @Nullable Held held(int page) {
        return held.get(page);
    }

    @Override
    public synchronized Totals totals() {
        return anew() ? new Totals(pages, records) : new Totals(left.pages() + pages, left.records() + records);
    }

    @Override
    public void ended(Verdict verdict) {
        LedgerPartitions.Row last = state();
        put(new LedgerPartitions.Row(key, name, last.pages(), last.records(), last.first(), verdict.name()));
    }

    private synchronized LedgerPartitions.Row state() {
        return now;
    }

    /** Whatever was said at its end, it is not at its end now. */
    private synchronized LedgerPartitions.Row reopened() {
        now = new LedgerPartitions.Row(key, name, now.pages(), now.records(), now.first(), null);
        known = true;
        return now;
    }

    private void put(LedgerPartitions.Row row) {
        synchronized (this) {
            now = row;
            known = true;
        }
        run.writer().add(batch -> batch.partitions.put(key, row));
    }

    /** Its name is noted before anything of its pages. */
    private void know() {
        synchronized (this) {
            if (known) {
                return;
            }
        }
        put(state());
    }
}
