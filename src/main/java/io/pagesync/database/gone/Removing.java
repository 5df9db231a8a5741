package io.pagesync.database.gone;

import io.pagesync.database.own.gone.GoneKeys;
import io.pagesync.database.table.TableSettings;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** How rows go, and come back. */
final class Removing {
    private final TableSettings settings;
    private final StoredRows rows;

    Removing(TableSettings settings, StoredRows rows) {
        this.settings = settings;
        this.rows = rows;
    }

    /**
     * Deletes or marks the rows whose keys were noted.
     *
     * @param scope the values of the scope that they are in; none for all of the table
     * @return how many
     */
    int remove(DSLContext db, GoneKeys gone, GoneKeys.State state, List<String> scope) {
        Condition which = rows.isOf(scope).and(rows.key().in(gone.keys(state)));
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
            db.update(rows.table())
                    .setNull(deleted)
                    .where(deleted.isNotNull())
                    .and(rows.isSeen())
                    .execute();
        }
    }
}
