package io.pagesync.database.ledger.limit;

import io.pagesync.database.Database;
import io.pagesync.rate.limit.SlotLeases;

/** The slots of processes whose names a simulation gives, so that it is the same each time. */
public final class NamedSlots {
    private NamedSlots() {}

    public static SlotLeases of(Database database, int most, String process) {
        return new DatabaseSlots(database, "t3", most, process);
    }
}
