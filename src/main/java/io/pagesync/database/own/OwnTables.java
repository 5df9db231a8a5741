package io.pagesync.database.own;

import io.pagesync.InvalidSettingException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jooq.DSLContext;

/**
 * Our own tables in a database: what is known of columns, pages and refused records. How they are laid out has a version:
 * those of an older one are taken over, those of a newer one are not touched.
 */
public final class OwnTables {
    /** The names of all of them. */
    public static final List<String> NAMES =
            List.of(Marks.NAME, ColumnCatalog.NAME, Versions.NAME, RefusedRecords.NAME);

    /** 1: {@code pagesync_versions} is there; before, there was none, and no other difference. */
    private static final int LAYOUT = 1;

    private OwnTables() {}

    /**
     * Makes those that are not there. Only for who has locked the schema.
     *
     * @param what the table and its data source, for the error's sentence
     * @throws InvalidSettingException if a newer Pagesync has made them
     */
    public static void open(Connection connection, DSLContext db, String what) throws SQLException {
        Set<String> there = there(connection);
        Versions.create(db, there);
        Versions layout = Versions.ofLayout(db);
        int found = layout.find();
        if (found > LAYOUT) {
            throw new InvalidSettingException(what + ": the tables pagesync_* there have version " + found
                    + ", this Pagesync knows them up to version " + LAYOUT
                    + "; use the newer Pagesync that made them, or another database");
        }
        ColumnCatalog.create(db, there);
        Marks.create(db, there);
        RefusedRecords.create(db, there);
        if (found < LAYOUT) {
            layout.set(LAYOUT);
        }
    }

    /** Whether they are there, and may be read. */
    public static boolean areThere(Connection connection) throws SQLException {
        return there(connection).containsAll(NAMES);
    }

    /** Those that are there; to make one, even only where there is none, needs a right of its own. */
    private static Set<String> there(Connection connection) throws SQLException {
        Set<String> names = new HashSet<>();
        try (ResultSet tables = connection.getMetaData().getTables(null, connection.getSchema(), "pagesync%", null)) {
            while (tables.next()) {
                names.add(tables.getString("TABLE_NAME"));
            }
        }
        return names;
    }
}
