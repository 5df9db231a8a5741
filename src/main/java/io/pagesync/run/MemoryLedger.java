package io.pagesync.run;

import java.util.BitSet;

/** A ledger that lasts as long as its process: one bit a page. */
public final class MemoryLedger implements Ledger {
    private final BitSet done = new BitSet();

    @Override
    public void open(String run, Collection collection) {
        // A new ledger knows no page.
    }

    @Override
    public synchronized void planned(int pages) {
        done.clear();
    }

    @Override
    public synchronized boolean lacks(int page) {
        return !done.get(page);
    }

    @Override
    public synchronized void done(int page, int records) {
        done.set(page);
    }

    @Override
    public void close(Verdict verdict) {
        // What it knows goes with it.
    }
}
