package io.pagesync.database.postgres;

import io.pagesync.database.dialect.Looking;
import io.pagesync.database.dialect.RealColumn;
import io.pagesync.database.table.ColumnType;
import io.pagesync.database.table.TableName;
import java.sql.Connection;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** What tables PostgreSQL has, by its catalog. */
final class PostgresLooking implements Looking {
    /** Of a domain its base type, because a cast to a domain cuts texts that are too long, and an assignment does not. */
    private static final String COLUMNS = """
            select a.attname, base.typname, a.attgenerated <> '' or a.attidentity = 'a' as filled,
                a.attnotnull and not a.atthasdef and a.attidentity = '' as required,
                format_type(base.oid, case when t.typbasetype = 0 then a.atttypmod else t.typtypmod end) as type
            from pg_attribute a
            join pg_type t on t.oid = a.atttypid
            join pg_type base on base.oid = coalesce(nullif(t.typbasetype, 0), t.oid)
            where a.attrelid = to_regclass({0}) and a.attnum > 0 and not a.attisdropped
            order by a.attnum""";

    @Override
    public List<RealColumn> columns(Connection connection, DSLContext db, TableName table) {
        String name = DSL.using(SQLDialect.POSTGRES).render(table.jooq());
        return db.resultQuery(COLUMNS, DSL.val(name)).fetch(PostgresLooking::column);
    }

    private static RealColumn column(Record row) {
        String base = row.get("typname", String.class);
        return new RealColumn(
                row.get("attname", String.class),
                type(row.get("type", String.class)),
                family(base),
                !row.get("filled", Boolean.class),
                row.get("required", Boolean.class));
    }

    /** Casts are to the type without its length, which for these two would be a length of one. */
    private static String type(String type) {
        return type.replaceFirst("^character(?=\\(|$)", "bpchar").replaceFirst("^bit(?=\\(|$)", "bit varying");
    }

    private static ColumnType family(String base) {
        return switch (base) {
            case "bool" -> ColumnType.BOOLEAN;
            case "int2", "int4", "int8" -> ColumnType.INTEGER;
            case "numeric", "float4", "float8" -> ColumnType.DECIMAL;
            case "json", "jsonb" -> ColumnType.JSON;
            default -> ColumnType.TEXT;
        };
    }
}
