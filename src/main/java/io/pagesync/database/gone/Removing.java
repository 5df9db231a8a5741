package io.pagesync.database.gone;

import io.pagesync.PagesyncException;
import io.pagesync.database.change.RowChanges;
import io.pagesync.database.own.gone.GoneKeys;
import io.pagesync.database.table.TableSettings;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** How rows go, and come back. */
final class Removing {
    private final TableSettings settings;
    private final StoredRows rows;
    private final @Nullable RowChanges changes;

    /**
     * Of a table.
     *
     * @param changes tells of it; null if nobody wants to know
     */
    Removing(TableSettings settings, StoredRows rows, @Nullable RowChanges changes) {
        this.settings = settings;
        this.rows = rows;
        this.changes = changes;
    }

    /**
     * Deletes or marks the rows whose keys were noted.
     *
     * @param scope the values of the scope that they are in; none for all of the table
     * @return how many
     */
    int remove(DSLContext db, GoneKeys gone, GoneKeys.State state, List<String> scope) {
        Condition which = rows.isOf(scope).and(rows.key().in(gone.keys(state)));
        int told = changes == null ? 0 : changes.removed(db, which);
        int went = remove(db, which);
        if (changes != null && told != went) {
            throw new PagesyncException(String.format(
                    Locale.ROOT,
                    "of %,d rows of table %s that are gone %,d would go, because somebody else changes it this moment; none"
                            + " does: run it again",
                    told,
                    settings.table(),
                    went));
        }
        return went;
    }

    private int remove(DSLContext db, Condition which) {
        if (!settings.removal().marks()) {
            return db.deleteFrom(rows.table()).where(which).execute();
        }
        var deleted = new DeletedColumn(settings).field();
        return db.update(rows.table())
                .set(Map.of(deleted, DeletedColumn.now()))
                .where(which)
                .and(deleted.isNull())
                .execute();
    }

    /** Rows that were seen are there again. */
    void unmark(DSLContext db) {
        var deleted = new DeletedColumn(settings).field();
        if (db.fetchExists(DSL.selectOne().from(rows.table()).where(deleted.isNotNull()))) {
            Condition back = deleted.isNotNull().and(rows.isSeen());
            if (changes != null) {
                changes.back(db, back);
            }
            db.update(rows.table()).setNull(deleted).where(back).execute();
        }
    }
}
