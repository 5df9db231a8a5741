package io.pagesync.database.write;

import io.pagesync.database.Database;
import io.pagesync.database.SqlFailure;
import io.pagesync.database.dialect.Dialect;
import io.pagesync.database.dialect.RowVersions;
import io.pagesync.database.own.Marks;
import io.pagesync.database.own.WrittenPage;
import io.pagesync.database.row.RowBatch;
import io.pagesync.database.table.Column;
import io.pagesync.database.table.ColumnRules;
import io.pagesync.database.table.TableSchema;
import io.pagesync.database.table.TableSettings;
import io.pagesync.database.table.WriteMode;
import io.pagesync.page.Fingerprint;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Pages that come with the records that the last run brought, by the same rules into the same columns, and whose rows nobody has
 * written since: they need no comparison, which on PostgreSQL is most of what an unchanged night costs. Thread-safe.
 */
final class UnchangedPages {
    private static final String OFF = "";

    private final RowVersions versions;
    private final String rules;
    /** What the versions are of; null before that is known, {@link #OFF} if there is no use in them. */
    private volatile @Nullable String place;

    /** The run before; null if there is none. */
    private volatile @Nullable String last;

    private UnchangedPages(RowVersions versions, String rules) {
        this.versions = versions;
        this.rules = rules;
    }

    /** Of a table; null where no versions tell, or rows are not compared. */
    static @Nullable UnchangedPages of(Dialect dialect, TableSchema schema, TableSettings settings) {
        boolean compared = settings.mode() == WriteMode.UPSERT || settings.mode() == WriteMode.MIRROR;
        RowVersions versions =
                compared && !schema.key().isEmpty() ? dialect.writing().versions(schema) : null;
        return versions == null ? null : new UnchangedPages(versions, rules(schema, settings));
    }

    /** All that decides what rows become of records, beside the scope, which marks have. */
    private static String rules(TableSchema schema, TableSettings settings) {
        ColumnRules rules = settings.rules();
        return List.of(
                        Marks.class.getPackage().getImplementationVersion() + "",
                        schema.columns().stream().map(Column::toString).toList(),
                        schema.key(),
                        new TreeSet<>(
                                settings.ignore().stream().map(Object::toString).toList()),
                        new TreeMap<>(rules.columns()),
                        new TreeSet<>(rules.only()),
                        new TreeSet<>(rules.leaveOut()),
                        new TreeSet<>(rules.mask()),
                        rules.strip())
                .toString();
    }

    /** Looks, once, whether there is anything to go by; in a transaction of its own, which may fail. */
    void open(Database database, WrittenPage page) throws SQLException {
        if (place != null) {
            return;
        }
        synchronized (this) {
            if (place == null) {
                place = found(database, page);
            }
        }
    }

    private String found(Database database, WrittenPage page) throws SQLException {
        try {
            return database.transaction(connection -> {
                last = Marks.lastRun(connection, page);
                return hex(versions.place(connection) + rules);
            });
        } catch (SQLException e) {
            if (SqlFailure.of(e).passes(database.failures())) {
                throw e;
            }
            return OFF;
        }
    }

    private static String hex(String text) {
        return String.format(Locale.ROOT, "%016x ", Fingerprint.of(text));
    }

    /** Which versions the rows of a page had when the run before brought the same records; null if nobody knows. */
    @Nullable
    String before(Connection connection, WrittenPage page) throws SQLException {
        String its = place;
        String run = last;
        if (its == null || run == null || its.equals(OFF)) {
            return null;
        }
        String stored = Marks.versions(connection, run, page);
        return stored != null && stored.startsWith(its) ? stored.substring(its.length()) : null;
    }

    /** What the mark of a page is to say whose rows still have these versions; null if they have others. */
    @Nullable
    String stillSo(Connection connection, RowBatch batch, String before) throws SQLException {
        String now = versions.of(connection, batch);
        return versions.same(before, now) ? place + now : null;
    }

    /** What the mark of a page is to say all of whose rows are new; null if nobody could go by it. */
    @Nullable
    String fresh(int rows) {
        return OFF.equals(place) ? null : place + versions.own(rows);
    }

    /** Keeps which versions the rows of a page have, all of which are in. */
    void keep(Connection connection, RowBatch batch, WrittenPage page) throws SQLException {
        if (!OFF.equals(place)) {
            Marks.versions(connection, page, place + versions.of(connection, batch));
        }
    }
}
