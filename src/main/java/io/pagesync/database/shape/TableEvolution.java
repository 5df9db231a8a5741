package io.pagesync.database.shape;

import io.pagesync.database.Database;
import io.pagesync.database.SqlFailure;
import io.pagesync.database.dialect.RealColumn;
import io.pagesync.database.own.ColumnCatalog;
import io.pagesync.database.own.Versions;
import io.pagesync.database.row.PageRows;
import io.pagesync.database.table.Column;
import io.pagesync.database.table.ColumnNames;
import io.pagesync.database.table.ColumnType;
import io.pagesync.database.table.Ddl;
import io.pagesync.database.table.TableName;
import io.pagesync.database.table.TableSchema;
import io.pagesync.database.table.TableSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/**
 * Makes a table fit for a page: fields get the columns that are there by their names, and others where that is ours to do; all
 * in one transaction, alone, whoever else writes. It begins from what the database says, because another process may have
 * been there before, or the table's owner. Not thread-safe.
 */
public final class TableEvolution {
    private final Database database;
    private final TableSettings settings;
    private final TableName table;
    private final TableLook look;
    private final MissingColumns missing;
    private final TableMaker maker;
    private final @Nullable Beside beside;
    /** Fields whose columns the database does not let us widen. */
    private final Set<String> kept = new HashSet<>();

    /**
     * Of one table.
     *
     * @param what the table and its data source, for sentences
     */
    public TableEvolution(Database database, TableSettings settings, String what) {
        this(database, settings, what, null);
    }

    /** The same, with something that is made fit in the same transactions. */
    public TableEvolution(Database database, TableSettings settings, String what, @Nullable Beside beside) {
        this.beside = beside;
        this.database = database;
        this.settings = settings;
        this.table = TableName.of(settings.table());
        this.look = new TableLook(database, settings, what);
        this.missing = new MissingColumns(database, table, what);
        this.maker = new TableMaker(database, table, missing);
    }

    /**
     * The table's columns as they are after it was made fit for the page; none if the page has no row.
     *
     * @param before as they were for the page before; null if none was
     */
    public TableSchema fit(PageRows page, @Nullable TableSchema before) throws SQLException {
        return keepingTypes(() -> database.transaction(
                (connection, db) -> database.writing().alone(db, () -> fit(connection, db, page, before))));
    }

    /** What stands beside a table and follows its changes. */
    @FunctionalInterface
    public interface Beside {
        /**
         * The table was looked at, and changed as was needed.
         *
         * @param before its columns before it was changed
         * @param now its columns; none if it is not there
         */
        void fit(Connection connection, DSLContext db, TableSchema before, TableSchema now) throws SQLException;
    }

    /** What is tried in a transaction, all of it. */
    public interface Attempt<T> {
        /** Tries it. */
        T make() throws SQLException;
    }

    /**
     * Tries a transaction in which the table is made fit. Where the database does not let us widen a column, as while a view uses
     * it or somebody else owns it, the column stays as it is, and all is tried anew: values that do not fit are refused then, and
     * not their pages.
     */
    public <T> T keepingTypes(Attempt<T> attempt) throws SQLException {
        while (true) {
            try {
                return attempt.make();
            } catch (KeptTypeException e) {
                kept.add(e.field());
            }
        }
    }

    /** The table's columns as they are; none if it is not there. Our own tables are there after it. Only for who is alone. */
    public TableSchema open(Connection connection, DSLContext db) throws SQLException {
        return look.open(connection, db).schema();
    }

    /** Columns without a value of ours by which every row is refused, unless a trigger gives them one. */
    public List<String> unfilled(Connection connection, DSLContext db, TableSchema fitted) throws SQLException {
        return new TableNow(true, database.looking().columns(connection, db, table), fitted).unfilled(fitted);
    }

    /** The same as {@link #fit(PageRows, TableSchema)} in a transaction of somebody who is alone. */
    public TableSchema fit(Connection connection, DSLContext db, PageRows page, @Nullable TableSchema before)
            throws SQLException {
        TableNow now = look.open(connection, db);
        Map<String, ColumnType> lacking = lacking(page, now, before);
        TableSchema fitted = lacking.isEmpty() ? now.schema() : change(db, now, lacking);
        if (isOurs() && lacking.keySet().stream().anyMatch(this::isDeclared)) {
            // What a type holds that somebody asked for, the database knows.
            fitted = look.open(connection, db).schema();
        }
        if (now.isThere() && !page.rows().isEmpty()) {
            look.checkKey(fitted, now.real());
            look.checkUnique(connection, fitted);
        }
        if (beside != null) {
            beside.fit(connection, db, now.schema(), fitted);
        }
        return fitted;
    }

    /** Also fields that were left out before, and those without a value, where the table has a column of their names. */
    private Map<String, ColumnType> lacking(PageRows page, TableNow now, @Nullable TableSchema before) {
        Map<String, ColumnType> lacking = page.lacking(now.schema());
        if (isOurs() || !now.isThere()) {
            return lacking;
        }
        List<String> others = new ArrayList<>(page.slots().keySet());
        others.addAll(before == null ? List.of() : before.leftOut().keySet());
        Set<String> taken = taken(now.schema());
        for (String field : others) {
            boolean known =
                    now.schema().column(field) != null || now.schema().leftOut().containsKey(field);
            boolean needed = before != null && before.leftOut().containsKey(field);
            if (!known && (needed || look.free(now, field, taken) != null)) {
                lacking.putIfAbsent(field, ColumnType.TEXT);
            }
        }
        return lacking;
    }

    private boolean isDeclared(String field) {
        return settings.rules().type(field, database.facts()) != null;
    }

    private boolean isOurs() {
        return settings.rules().ddl() == Ddl.AUTO;
    }

    private static Set<String> taken(TableSchema schema) {
        Set<String> taken = new HashSet<>();
        schema.columns().forEach(column -> taken.add(ColumnNames.fold(column.name())));
        return taken;
    }

    private TableSchema change(DSLContext db, TableNow now, Map<String, ColumnType> lacking) throws SQLException {
        TableSchema before = now.schema();
        // First of all: where a change of a table is committed at once, no page may go on with what it knew.
        int version = Versions.of(db, table, database.facts()).next();
        Map<String, Column> columns = new LinkedHashMap<>();
        before.columns().forEach(column -> columns.put(column.field(), column));
        Map<String, String> leftOut = new LinkedHashMap<>(before.leftOut());
        List<Column> added = new ArrayList<>();
        List<Column> adopted = new ArrayList<>();
        ColumnNames names = names(now);
        Set<String> taken = taken(before);
        for (Map.Entry<String, ColumnType> each : lacking.entrySet()) {
            String field = each.getKey();
            Column known = columns.get(field);
            RealColumn real = known == null ? look.free(now, field, taken) : null;
            if (known != null) {
                columns.put(field, widened(db, now, known, each.getValue()));
            } else if (real != null && !real.isWritten()) {
                leftOut.put(field, "the database makes the values of its column " + real.name());
            } else if (real != null) {
                Column its = look.fixed(db, new Column(field, real.name(), real.family(), position(field)), real);
                ColumnType needed = its.type().and(each.getValue());
                Column column = its.isFixed() || needed == its.type() ? its : widened(db, now, its, needed);
                taken.add(ColumnNames.fold(real.name()));
                adopted.add(column);
                columns.put(field, column);
            } else {
                added.add(wished(field, each.getValue(), names));
            }
        }
        if (isOurs()) {
            added.forEach(column -> {
                columns.put(column.field(), column);
                maker.checkLimit(columns.size(), column.field());
            });
        } else {
            leaveOut(added, leftOut);
            added.clear();
        }
        TableSchema after = new TableSchema(table, columns.values(), version, leftOut);
        ColumnCatalog catalog = new ColumnCatalog(db, table, database.facts());
        if (now.isThere()) {
            maker.make(db, true, after, added);
            catalog.add(adopted, catalog.nextPlace());
            catalog.add(added, catalog.nextPlace());
        } else {
            // Before it is made: what is noted of no table is forgotten, and a table of which nothing is noted is not
            // ours.
            catalog.add(added, catalog.nextPlace());
            maker.make(db, false, after, added);
        }
        return after;
    }

    private int position(String field) {
        return settings.keyFields().indexOf(field) + 1;
    }

    ColumnNames names(TableNow now) {
        ColumnNames names = new ColumnNames(database.facts());
        if (settings.removal().marks()) {
            names.take(settings.removal().deletedColumn());
        }
        now.real().forEach(each -> names.take(each.name()));
        now.schema().columns().forEach(each -> names.take(each.name()));
        settings.rules().names().forEach(names::take);
        return names;
    }

    Column wished(String field, ColumnType type, ColumnNames names) {
        String name = settings.rules().name(field);
        String declared = settings.rules().type(field, database.facts());
        Column column = new Column(field, name == null ? names.choose(field) : name, type, position(field));
        return declared == null ? column : column.declared(declared, type);
    }

    /** Others are to add columns: their statements are told, or the fields stay outside. */
    private void leaveOut(List<Column> lacking, Map<String, String> leftOut) {
        if (!lacking.isEmpty() && settings.rules().ddl() == Ddl.CHECK) {
            throw missing.forOwner(lacking);
        }
        lacking.forEach(column -> leftOut.put(column.field(), missing.leftOut(column)));
    }

    private Column widened(DSLContext db, TableNow now, Column known, ColumnType wider) throws SQLException {
        RealColumn real = TableNow.find(now.real(), known.name(), database.facts());
        if (kept.contains(known.field()) && real != null && !real.type().isEmpty()) {
            return known.declared(real.type(), known.type());
        }
        database.writing().waitBriefly(db);
        try {
            database.writing().widen(db, now.schema(), known, wider);
        } catch (DataAccessException e) {
            SqlFailure failure = SqlFailure.in(e);
            if (failure == null || failure.passes(database.failures()) || kept.contains(known.field())) {
                throw e;
            }
            throw new KeptTypeException(known.field(), e);
        }
        new ColumnCatalog(db, table, database.facts()).widen(known, wider);
        return known.as(wider);
    }
}
