package io.pagesync.database.table;

import io.pagesync.InvalidSettingException;

/**
 * How rows go whose records are gone.
 *
 * @param deletedColumn the column that gets the time instead of the row being deleted; empty to delete
 * @param maxShare how many of the rows of a scope go at once without a person's word, in percent; 0 to 100
 */
public record Removal(String deletedColumn, int maxShare) {
    /** Deletes, and a fifth of the rows at the most. */
    public static final Removal DEFAULT = new Removal("", 20);

    /** So many rows may always go: of a small table, a fifth is soon had. */
    private static final int FLOOR = 10;

    /** Checks the range. */
    public Removal {
        if (maxShare < 0 || maxShare > 100) {
            throw new InvalidSettingException(
                    "the largest share of rows to delete is " + maxShare + "; it must be a percentage from 0 to 100");
        }
    }

    /** Whether rows are marked, and stay. */
    public boolean marks() {
        return !deletedColumn.isEmpty();
    }

    /** Whether so many rows of those that there are may go without a person's word. */
    public boolean allows(long gone, long rows) {
        return gone <= FLOOR || gone * 100.0 <= (double) rows * maxShare;
    }
}
