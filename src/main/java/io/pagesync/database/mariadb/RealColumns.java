package io.pagesync.database.mariadb;

import io.pagesync.database.table.Column;
import io.pagesync.database.table.ColumnType;
import io.pagesync.database.table.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * The columns that a table has of those that our catalog names. A change of a table is noted there before it is made, as it cannot
 * be one with the note; so who was stopped in between has left the note of a column that there is not, or is narrower.
 */
final class RealColumns {
    private static final Field<String> SCHEMA = DSL.field(DSL.name("table_schema"), SQLDataType.VARCHAR);
    private static final Field<String> TABLE = DSL.field(DSL.name("table_name"), SQLDataType.VARCHAR);
    private static final Field<String> COLUMN = DSL.field(DSL.name("column_name"), SQLDataType.VARCHAR);
    private static final Field<String> TYPE = DSL.field(DSL.name("data_type"), SQLDataType.VARCHAR);

    private RealColumns() {}

    static List<Column> of(DSLContext db, TableName table, List<Column> known) {
        Map<String, String> there = new HashMap<>();
        Field<String> schema =
                table.schema() == null ? DSL.field("database()", SQLDataType.VARCHAR) : DSL.val(table.schema());
        db.select(COLUMN, TYPE)
                .from(DSL.name("information_schema", "columns"))
                .where(SCHEMA.eq(schema).and(TABLE.eq(table.table())))
                .forEach(row -> there.put(fold(row.value1()), row.value2()));
        List<Column> real = new ArrayList<>();
        for (Column column : known) {
            String type = there.get(fold(column.name()));
            if (type != null || column.isKey()) {
                ColumnType its = type(type);
                real.add(its != null && its.and(column.type()) == column.type() ? column.as(its) : column);
            }
        }
        return real;
    }

    /** What a column of ours has that type for; null for texts, which differ in nothing, and for types that are not ours. */
    private static @Nullable ColumnType type(@Nullable String type) {
        return switch (String.valueOf(type)) {
            case "tinyint" -> ColumnType.BOOLEAN;
            case "bigint" -> ColumnType.INTEGER;
            case "decimal" -> ColumnType.DECIMAL;
            default -> null;
        };
    }

    private static String fold(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
