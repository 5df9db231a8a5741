package io.pagesync.database;

import io.pagesync.database.dialect.Dialect;
import io.pagesync.database.dialect.Failures;
import io.pagesync.database.dialect.Insert;
import io.pagesync.database.dialect.LookupByRow;
import io.pagesync.database.dialect.RowLookup;
import io.pagesync.database.dialect.UpsertQuery;
import io.pagesync.database.dialect.Writing;
import io.pagesync.database.row.RowBatch;
import io.pagesync.database.table.Column;
import io.pagesync.database.table.ColumnType;
import io.pagesync.database.table.Facts;
import io.pagesync.database.table.TableName;
import io.pagesync.database.table.TableSchema;
import io.pagesync.database.table.TableSettings;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.logging.Logger;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * A database that there is not, made of SQLite: all values are texts, keys need a type with a limit, and a change of a table
 * is taken to last. It shows what a dialect is made of.
 */
final class TestliteDialect implements Dialect {
    @Override
    public String urlPrefix() {
        return "jdbc:testlite:";
    }

    @Override
    public SQLDialect jooq() {
        return SQLDialect.SQLITE;
    }

    @Override
    public Facts facts() {
        return new TextsOnly();
    }

    @Override
    public Writing writing() {
        return new RowByRow();
    }

    @Override
    public Failures failures() {
        return new NothingPasses();
    }

    private static final class TextsOnly implements Facts {
        @Override
        public String product() {
            return "Testlite";
        }

        @Override
        public DataType<?> type(Column column) {
            return column.isKey() ? SQLDataType.VARCHAR(longestKey()) : SQLDataType.CLOB;
        }

        @Override
        public int mostColumns() {
            return 5;
        }

        @Override
        public Set<String> reservedColumns() {
            return Set.of("rowid");
        }

        @Override
        public int longestKey() {
            return 8;
        }

        @Override
        public boolean ignoresCase() {
            return true;
        }

        @Override
        public boolean hasOneWriter() {
            return true;
        }

        @Override
        public boolean commitsChangesOfTables() {
            return true;
        }

        @Override
        public String clock() {
            return "cast((julianday('now') - 2440587.5) * 86400000 as integer)";
        }

        @Override
        public boolean holdsNul() {
            return false;
        }

        @Override
        public boolean keepsJsonAsText() {
            return true;
        }

        @Override
        public boolean holdsNumber(String digits) {
            return true;
        }

        @Override
        public String number(String digits) {
            return digits;
        }

        @Override
        public String canonical(ColumnType type, String text) {
            return text;
        }
    }

    private static final class RowByRow implements Writing {
        @Override
        public <T> T alone(DSLContext db, Change<T> change) throws SQLException {
            return change.make();
        }

        @Override
        public String holdColumns(TableName table) {
            return "";
        }

        @Override
        public void addKey(DSLContext db, TableSchema schema) {
            db.createUniqueIndex(schema.table().table() + "_key")
                    .on(schema.table().jooq(), UpsertQuery.fields(schema.key()))
                    .execute();
        }

        @Override
        public void widen(DSLContext db, TableSchema before, Column column, ColumnType wider) {
            // A text holds all.
        }

        @Override
        public Insert insert(TableSchema schema, TableSettings settings) {
            UpsertQuery upsert = new UpsertQuery(schema, settings);
            DSLContext db = DSL.using(SQLDialect.SQLITE);
            Field<Object> parameter = DSL.field(DSL.raw("?"));
            String sql = db.render(upsert.onConflict(db.insertInto(upsert.target(), upsert.columns())
                    .values(Collections.nCopies(schema.columns().size(), parameter))));
            return (connection, batch) -> insert(connection, sql, batch);
        }

        @Override
        public RowLookup lookup(TableSchema schema, List<String> names, boolean lock) {
            return new LookupByRow(
                    SQLDialect.SQLITE, schema, names, (statement, at, column, text) -> statement.setString(at, text));
        }

        private static int insert(Connection connection, String sql, RowBatch batch) throws SQLException {
            int changed = 0;
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int row = 0; row < batch.size(); row++) {
                    for (int i = 0; i < batch.schema().columns().size(); i++) {
                        statement.setString(i + 1, batch.text(row, i));
                    }
                    changed += statement.executeUpdate();
                }
            }
            return changed;
        }
    }

    private static final class NothingPasses implements Failures {
        @Override
        public boolean passes(SQLException error) {
            return false;
        }

        @Override
        public String cure(SQLException error, String settings) {
            return "ask who made it";
        }

        @Override
        public boolean blamesValues(SQLException error) {
            return false;
        }
    }

    /** Its driver. */
    static final class TestliteDriver implements Driver {
        @Override
        public @Nullable Connection connect(String url, Properties info) throws SQLException {
            return acceptsURL(url) ? DriverManager.getConnection(url.replace("testlite", "sqlite")) : null;
        }

        @Override
        public boolean acceptsURL(String url) {
            return url.startsWith("jdbc:testlite:");
        }

        @Override
        public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
            return new DriverPropertyInfo[0];
        }

        @Override
        public int getMajorVersion() {
            return 1;
        }

        @Override
        public int getMinorVersion() {
            return 0;
        }

        @Override
        public boolean jdbcCompliant() {
            return false;
        }

        @Override
        public Logger getParentLogger() {
            return Logger.getLogger("testlite");
        }
    }

    /** The list of databases, and this one. */
    static Dialects amongAll() {
        return Dialects.KNOWN.and(List.of(new TestliteDialect()));
    }
}
