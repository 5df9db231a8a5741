package io.pagesync.database.ledger.limit;

import io.pagesync.database.Database;
import io.pagesync.database.ledger.LedgerDatabase;
import io.pagesync.database.own.limit.LedgerSlots;
import io.pagesync.database.own.limit.LedgerSlots.Holder;
import io.pagesync.destination.WriteRetry;
import io.pagesync.rate.limit.FairShare;
import io.pagesync.rate.limit.SlotLeases;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/** The slots of an API that several processes share, in the database of their ledger: a row for each process in {@link LedgerSlots}. */
public final class DatabaseSlots implements SlotLeases {
    private static final WriteRetry ONCE = WriteRetry.from(1, Duration.ZERO);

    /** So often what cannot be divided goes to others, in milliseconds. */
    private static final long TURN = 2000;

    private final LedgerDatabase store;
    private final String api;
    private final int most;
    private final String process;

    /** Those of an API, of which there are so many, in a database whose tables are made when they are first needed. */
    public DatabaseSlots(Database database, String api, int most) {
        this(database, api, most, UUID.randomUUID().toString());
    }

    DatabaseSlots(Database database, String api, int most, String process) {
        this.process = process;
        this.store = new LedgerDatabase(database, ONCE);
        this.api = api;
        this.most = most;
    }

    @Override
    public int share(int inUse, int wanted) {
        return store.soon(true, tables -> share(tables.slots(), inUse, wanted));
    }

    private int share(LedgerSlots slots, int inUse, int wanted) throws SQLException {
        slots.lock(api);
        List<Holder> all = new ArrayList<>(slots.holders(api, LEASE.toMillis()));
        all.removeIf(each -> each.process().equals(process));
        int free = most - all.stream().mapToInt(Holder::slots).sum();
        Holder own = new Holder(process, 0, wanted);
        all.add(own);
        all.sort(Comparator.comparing(Holder::process));
        int fair =
                FairShare.of(most, all.stream().map(Holder::wanted).toList(), all.indexOf(own), slots.now(api) / TURN);
        int share = Math.min(fair, Math.max(0, free));
        slots.put(api, new Holder(process, Math.max(inUse, share), wanted), LEASE.toMillis());
        return share;
    }

    @Override
    public void giveBack() {
        var unused = store.soon(false, tables -> {
            tables.slots().delete(api, process);
            return true;
        });
    }
}
