package io.pagesync.database.gone;

import io.pagesync.PagesyncException;
import io.pagesync.database.Database;
import io.pagesync.database.own.Marks;
import io.pagesync.database.own.WrittenPage;
import io.pagesync.database.own.gone.SeenPages;
import io.pagesync.database.table.TableName;
import io.pagesync.database.table.TableSettings;
import io.pagesync.run.Run;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jooq.DSLContext;

/** Whose rows are in a table beside those of a run's sync: they are none of its collection, and would all seem to be gone. */
final class OtherSyncs {
    private final Database database;
    private final TableSettings settings;
    private final Run run;

    OtherSyncs(Database database, TableSettings settings, Run run) {
        this.database = database;
        this.settings = settings;
        this.run = run;
    }

    /**
     * Checks that no other sync has written rows into a scope of the run.
     *
     * @param stage the staging table, which knows the scopes
     * @throws PagesyncException if one has, with the cure
     */
    void requireNone(Connection connection, DSLContext db, String stage) throws SQLException {
        Set<String> scopes = new HashSet<>();
        new SeenPages(db, stage).scopes().keySet().forEach(scope -> addFingerprints(scope, scopes));
        String table = whole(connection, settings.table());
        for (Marks.Other other : new Marks(db).others(run.collection().sync())) {
            if (scopes.contains(other.scope())
                    && whole(connection, other.table()).equals(table)) {
                throw new PagesyncException("table " + settings.table() + " has rows of the sync " + other.sync()
                        + " in the same scope, which mode " + settings.mode()
                        + " would delete; give each a scope, or another table; or, if that sync is no more, delete its"
                        + " marks (DELETE FROM pagesync_marks WHERE sync = '" + other.sync() + "')");
            }
        }
    }

    /** Those of who has the scope from its settings, and of who has it as one of its partitions. */
    private void addFingerprints(String scope, Set<String> to) {
        List<String> values = ScopeText.values(scope, settings.scope().size());
        Map<String, String> its = new LinkedHashMap<>();
        Iterator<String> value = values.iterator();
        settings.scope().keySet().forEach(name -> its.put(name, value.next()));
        to.add(WrittenPage.fingerprint(its, ""));
        its.forEach((name, only) -> to.add(WrittenPage.fingerprint(its, name + "=" + only)));
    }

    /** A table may be written with its schema or without. */
    private String whole(Connection connection, String table) throws SQLException {
        TableName name = TableName.of(table);
        String schema = name.schema() == null
                ? Objects.requireNonNullElse(connection.getSchema(), String.valueOf(connection.getCatalog()))
                : name.schema();
        return new TableName(schema, name.table()).key(database.facts());
    }
}
