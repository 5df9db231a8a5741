package io.pagesync.database.mariadb;

import io.pagesync.database.dialect.Looking;
import io.pagesync.database.dialect.RealColumn;
import io.pagesync.database.table.Column;
import io.pagesync.database.table.ColumnType;
import io.pagesync.database.table.Facts;
import io.pagesync.database.table.TableName;
import java.sql.Connection;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** What tables MariaDB has. What stands before the dot in a table's name is a database, which JDBC takes for something else. */
final class MariaLooking implements Looking {
    private static final String COLUMNS = """
            select column_name, column_type, data_type, is_generated = 'ALWAYS' as filled,
                is_nullable = 'NO' and column_default is null and extra not like '%auto_increment%' as required
            from information_schema.columns
            where table_schema = {0} and table_name = {1}
            order by ordinal_position""";

    private static final String KEYS = """
            select index_name, column_name, sub_part is not null as of_part
            from information_schema.statistics
            where table_schema = {0} and table_name = {1} and non_unique = 0""";

    private static final String ENGINE = """
            select t.engine
            from information_schema.tables t join information_schema.engines e on e.engine = t.engine
            where t.table_schema = {0} and t.table_name = {1} and coalesce(e.transactions, 'NO') <> 'YES'""";

    @Override
    public boolean exists(Connection connection, TableName table, Facts facts) {
        return type(connection, table) != null;
    }

    @Override
    public List<RealColumn> columns(Connection connection, DSLContext db, TableName table) {
        return db.resultQuery(COLUMNS, database(table), DSL.val(table.table())).fetch(MariaLooking::column);
    }

    private static RealColumn column(Record row) {
        String type = row.get("column_type", String.class).toLowerCase(Locale.ROOT);
        return new RealColumn(
                row.get("column_name", String.class),
                type,
                family(type, row.get("data_type", String.class)),
                row.get("filled", Integer.class) == 0,
                row.get("required", Integer.class) == 1);
    }

    private static ColumnType family(String type, String base) {
        return switch (base) {
            case "tinyint" -> type.startsWith("tinyint(1)") ? ColumnType.BOOLEAN : ColumnType.INTEGER;
            case "smallint", "mediumint", "int", "bigint" -> ColumnType.INTEGER;
            case "decimal", "float", "double" -> ColumnType.DECIMAL;
            default -> ColumnType.TEXT;
        };
    }

    /** Of a text in a key, the limit may be another by now. */
    @Override
    public boolean isAsMade(DSLContext db, Facts facts, Column column, RealColumn real) {
        return switch (column.type()) {
            case BOOLEAN -> real.type().equals("tinyint(1)");
            case INTEGER -> real.type().matches("bigint(\\(20\\))?");
            case DECIMAL -> real.type().equals("decimal(" + MariaFacts.DIGITS + "," + MariaFacts.FRACTION + ")");
            case TEXT ->
                column.isKey()
                        ? real.type().startsWith("varchar(")
                        : real.type().equals("longtext");
            case JSON -> real.type().equals("longtext");
        };
    }

    @Override
    public @Nullable Collection<Set<String>> keys(Connection connection, TableName table) {
        if ("VIEW".equals(type(connection, table))) {
            return null;
        }
        Map<String, Set<String>> keys = new TreeMap<>();
        Set<String> partial = new HashSet<>();
        DSL.using(connection, SQLDialect.MARIADB)
                .resultQuery(KEYS, database(table), DSL.val(table.table()))
                .forEach(row -> {
                    String index = row.get("index_name", String.class);
                    keys.computeIfAbsent(index, any -> new HashSet<>()).add(row.get("column_name", String.class));
                    if (row.get("of_part", Integer.class) == 1) {
                        partial.add(index);
                    }
                });
        keys.keySet().removeAll(partial);
        return keys.values();
    }

    @Override
    public @Nullable String withoutTransactions(Connection connection, TableName table) {
        DSLContext db = DSL.using(connection, SQLDialect.MARIADB);
        Record engine =
                db.resultQuery(ENGINE, database(table), DSL.val(table.table())).fetchOne();
        return engine == null
                ? null
                : "the table is of the engine " + engine.get(0, String.class)
                        + ", which has no transactions, so that a part"
                        + " of a page could stay; have its owner alter table " + db.render(table.jooq())
                        + " engine = InnoDB";
    }

    private static @Nullable String type(Connection connection, TableName table) {
        return DSL.using(connection, SQLDialect.MARIADB)
                .select(DSL.field(DSL.name("table_type"), String.class))
                .from(DSL.name("information_schema", "tables"))
                .where(DSL.field(DSL.name("table_schema"), String.class).eq(database(table)))
                .and(DSL.field(DSL.name("table_name"), String.class).eq(table.table()))
                .fetchOne(0, String.class);
    }

    private static Field<String> database(TableName table) {
        return table.schema() == null ? DSL.field("database()", SQLDataType.VARCHAR) : DSL.val(table.schema());
    }
}
