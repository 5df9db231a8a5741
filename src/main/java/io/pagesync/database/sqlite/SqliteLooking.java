package io.pagesync.database.sqlite;

import io.pagesync.database.dialect.Looking;
import io.pagesync.database.dialect.RealColumn;
import io.pagesync.database.table.ColumnType;
import io.pagesync.database.table.TableName;
import java.sql.Connection;
import java.util.List;
import java.util.Locale;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;

/** What tables SQLite has. Its drivers tell nothing of generated columns, which its own pragma does. */
final class SqliteLooking implements Looking {
    @Override
    public List<RealColumn> columns(Connection connection, DSLContext db, TableName table) {
        String schema = table.schema() == null ? "main" : table.schema();
        return db.resultQuery(
                        "select name, type, \"notnull\", dflt_value, pk, hidden from pragma_table_xinfo({0}, {1})",
                        DSL.val(table.table()), DSL.val(schema))
                .fetch(SqliteLooking::column);
    }

    /** Hidden is 2 or 3 where the database makes the values; one whole number that is the key may be left out. */
    private static RealColumn column(Record row) {
        String type = row.get("type", String.class).toLowerCase(Locale.ROOT);
        boolean required = row.get("notnull", Integer.class) == 1 && row.get("dflt_value") == null;
        return new RealColumn(
                row.get("name", String.class), type, family(type), row.get("hidden", Integer.class) == 0, required);
    }

    private static ColumnType family(String type) {
        if (type.contains("int")) {
            return ColumnType.INTEGER;
        }
        return type.contains("bool") ? ColumnType.BOOLEAN : ColumnType.TEXT;
    }
}
