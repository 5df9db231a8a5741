package io.pagesync.ledger.journal;

import io.pagesync.PagesyncException;
import io.pagesync.ledger.Beginning;
import io.pagesync.ledger.PartitionLedger;
import io.pagesync.ledger.RunLedger.DonePage;
import io.pagesync.ledger.RunLedger.Totals;
import io.pagesync.page.PageKeys;
import io.pagesync.report.Verdict;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/** A partition of a run in a journal. Thread-safe, by the run's lock. */
final class JournalPartition implements PartitionLedger {
    private static final int NONE = -1;

    private final JournalRun run;
    private final String name;
    private int generation;
    private int ordinal = NONE;
    private int pages;
    private long records;

    JournalPartition(JournalRun run, String name) {
        this.run = run;
        this.name = name;
    }

    @Override
    public @Nullable Beginning earlier() {
        synchronized (run) {
            EarlierPages its = run.earlier(name);
            return its == null ? null : its.beginning();
        }
    }

    @Override
    public @Nullable Verdict earlierVerdict() {
        synchronized (run) {
            EarlierPages its = run.earlier(name);
            return its == null ? null : its.verdict();
        }
    }

    @Override
    public @Nullable DonePage earlier(int page) {
        synchronized (run) {
            EarlierPages its = run.earlier(name);
            return its == null ? null : its.page(page);
        }
    }

    @Override
    public void begin(Beginning beginning) {
        synchronized (run) {
            run.tellOnce(name.isEmpty() ? beginning : null);
            run.add(JournalLines.begun(ordinal(), beginning));
        }
    }

    @Override
    public void forgetFrom(int page) {
        synchronized (run) {
            EarlierPages its = run.earlier(name);
            boolean any = its != null && its.forgetFrom(page);
            if (page == 1 && pages > 0) {
                // Another pass of this attempt.
                run.done(-pages, -records);
                pages = 0;
                records = 0;
                any = true;
            }
            if (any) {
                run.add(JournalLines.forgotten(ordinal(), page));
            }
        }
    }

    @Override
    public void earlierKeys(ObjIntConsumer<PageKeys> to) {
        synchronized (run) {
            EarlierPages its = run.earlier(name);
            if (its != null) {
                its.keys(to);
            }
        }
    }

    @Override
    public void done(int page, DonePage what) {
        done(page, what, PageKeys.NONE);
    }

    @Override
    public void done(int page, DonePage what, PageKeys keys) {
        synchronized (run) {
            run.add(JournalLines.done(ordinal(), page, what, keys));
            EarlierPages its = run.earlier(name);
            if (its != null) {
                its.dropKeys();
                its.forget(page);
            }
            pages++;
            records += what.records();
            run.done(1, what.records());
        }
    }

    @Override
    public void failed(int page, String error) {
        synchronized (run) {
            try {
                run.add(JournalLines.failed(ordinal(), page, error));
            } catch (PagesyncException e) {
                // It may have been noted as done before.
                run.isBroken();
            }
        }
    }

    @Override
    public Totals totals() {
        synchronized (run) {
            EarlierPages its = run.earlier(name);
            Totals before = its == null ? new Totals(0, 0) : its.totals();
            return new Totals(before.pages() + pages, before.records() + records);
        }
    }

    @Override
    public void ended(Verdict verdict) {
        synchronized (run) {
            run.add(JournalLines.ended(ordinal(), verdict));
        }
    }

    private int ordinal() {
        if (ordinal == NONE || generation != run.generation()) {
            ordinal = run.nextOrdinal();
            generation = run.generation();
            run.add(JournalLines.partition(ordinal, name));
        }
        return ordinal;
    }
}
