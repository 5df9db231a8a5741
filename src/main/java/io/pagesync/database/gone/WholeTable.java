package io.pagesync.database.gone;

import io.pagesync.database.own.gone.SeenPages;
import io.pagesync.database.table.TableName;
import io.pagesync.database.table.TableSettings;
import io.pagesync.report.RunReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** How rows without a key are replaced: all of their scope are deleted, and all that are staged are brought in. */
final class WholeTable {
    private final TableSettings settings;
    private final StoredRows rows;
    private final String stage;

    WholeTable(TableSettings settings, StoredRows rows, String stage) {
        this.settings = settings;
        this.rows = rows;
        this.stage = stage;
    }

    /**
     * Replaces them, unless rows are there and nothing proves that all records came, or too many would be lost.
     *
     * @param proved whether all records are surely there
     */
    Outcome replace(DSLContext db, boolean proved) {
        List<RunReport.Blocked> blocked = new ArrayList<>();
        long allThere = 0;
        long allSeen = 0;
        for (Map.Entry<String, SeenPages.Scope> each :
                new SeenPages(db, stage).scopes().entrySet()) {
            long there = rows.count(db, ScopeText.values(each.getKey(), rows.scopes()));
            long seen = each.getValue().rows();
            allThere += there;
            allSeen += Math.min(there, seen);
            block(ScopeText.shown(each.getKey(), rows.scopes()), there, why(there, seen, proved), blocked);
        }
        if (blocked.isEmpty()) {
            block("", allThere, why(allThere, allSeen, proved), blocked);
        }
        return blocked.isEmpty() ? replace(db) : new Outcome(0, 0, false, 0, 0, blocked);
    }

    private void block(String scope, long there, String why, List<RunReport.Blocked> blocked) {
        if (!why.isEmpty()) {
            blocked.add(new RunReport.Blocked("table " + settings.table() + scope, there, there, why));
        }
    }

    /** Why so many rows may not be replaced by those that were seen; empty if they may. */
    private String why(long there, long seen, boolean proved) {
        if (there == 0) {
            return "";
        }
        if (seen == 0) {
            return "the collection came back empty";
        }
        if (!proved) {
            return "its rows have no key and nothing proves that all records came, as verify: confirmed does";
        }
        return settings.removal().allows(Math.max(0, there - seen), there)
                ? ""
                : "more than " + settings.removal().maxShare() + " % would be lost (maxDeleteShare)";
    }

    /** Replaces them. */
    Outcome replace(DSLContext db) {
        long went = 0;
        for (String scope : new SeenPages(db, stage).scopes().keySet()) {
            went += db.deleteFrom(rows.table())
                    .where(rows.isOf(ScopeText.values(scope, rows.scopes())))
                    .execute();
        }
        long brought = db.insertInto(rows.table(), rows.columns())
                .select(DSL.select(rows.columns()).from(new TableName(null, stage).jooq()))
                .execute();
        return new Outcome(brought, went, false, 0, 0, List.of());
    }
}
