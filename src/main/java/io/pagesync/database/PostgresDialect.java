package io.pagesync.database;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SQL;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL. A page goes in by COPY where none of its rows is there yet. Otherwise, as one array of texts a column, which
 * the server unnests and casts: measured (50,000 records, one connection), that is twice as fast as {@code
 * json_to_recordset} over the page's bytes and as COPY into a temporary table with an insert behind it.
 */
final class PostgresDialect implements Dialect {
    /** Of numeric: digits before the point, and behind it. */
    private static final int MOST_WHOLE_DIGITS = 131_072;

    private static final int MOST_FRACTION_DIGITS = 16_383;
    /** Numbers up to this length, without an exponent, need no look. */
    private static final int SHORT_NUMBER = 300;

    /** A host may bring another driver, which has no COPY that we know. */
    private static final boolean OWN_DRIVER = isThere("org.postgresql.PGConnection");

    private static final long SCHEMA_LOCK = 0x7061_6765_7379_6e63L;
    private static final Set<String> PASSING = Set.of("40001", "40P01", "53300", "55P03", "57P01", "57P02", "57P03");

    @Override
    public String product() {
        return "PostgreSQL";
    }

    @Override
    public SQLDialect jooq() {
        return SQLDialect.POSTGRES;
    }

    /** jsonb and not json, which has no equality: an upsert could not tell what has changed. It keeps all digits. */
    @Override
    public DataType<?> type(ColumnType type) {
        return switch (type) {
            case BOOLEAN -> SQLDataType.BOOLEAN;
            case INTEGER -> SQLDataType.BIGINT;
            case DECIMAL -> SQLDataType.NUMERIC;
            case TEXT -> SQLDataType.CLOB;
            case JSON -> SQLDataType.JSONB;
        };
    }

    @Override
    public int mostColumns() {
        return 1600;
    }

    @Override
    public Set<String> reservedColumns() {
        return Set.of("tableoid", "xmin", "cmin", "xmax", "cmax", "ctid");
    }

    /** A row of a btree takes 2,704 bytes, its header included. */
    @Override
    public int longestKey() {
        return 2600;
    }

    @Override
    public boolean singleWriter() {
        return false;
    }

    @Override
    public boolean ignoresCase() {
        return false;
    }

    @Override
    public boolean holdsNul() {
        return false;
    }

    @Override
    public boolean keepsJsonAsText() {
        return false;
    }

    @Override
    public boolean holdsNumber(String digits) {
        boolean plain = digits.length() <= SHORT_NUMBER && digits.indexOf('e') < 0 && digits.indexOf('E') < 0;
        if (plain) {
            return true;
        }
        try {
            BigDecimal number = new BigDecimal(digits);
            return number.scale() <= MOST_FRACTION_DIGITS
                    && (long) number.precision() - number.scale() <= MOST_WHOLE_DIGITS;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** As numeric prints it: no exponent, no zero below zero. */
    @Override
    public String number(String digits) {
        boolean plain = digits.indexOf('e') < 0 && digits.indexOf('E') < 0 && !digits.startsWith("-0");
        return plain ? digits : new BigDecimal(digits).toPlainString();
    }

    @Override
    public String canonical(ColumnType type, String text) {
        return switch (type) {
            case INTEGER -> Long.toString(Long.parseLong(text));
            case DECIMAL -> new BigDecimal(text).stripTrailingZeros().toString();
            default -> text;
        };
    }

    @Override
    public void lockSchema(DSLContext db) {
        db.fetch("select pg_advisory_xact_lock(?)", SCHEMA_LOCK);
    }

    /** The lock that an insert takes, too, only earlier: readers and other writers do not mind. */
    @Override
    public String holdColumns(TableName table) {
        return "lock table " + DSL.using(jooq()).render(table.jooq()) + " in row exclusive mode";
    }

    @Override
    public void addKey(DSLContext db, TableSchema schema) {
        db.alterTable(schema.table().jooq())
                .add(DSL.primaryKey(UpsertQuery.fields(schema.key())))
                .execute();
    }

    @Override
    public void widen(DSLContext db, TableSchema before, Column column, ColumnType wider) {
        db.alterTable(before.table().jooq())
                .alter(UpsertQuery.field(column))
                .set(type(wider))
                .execute();
    }

    @Override
    public Insert insert(TableSchema schema, TableSettings settings) {
        UpsertQuery upsert = new UpsertQuery(schema, settings);
        List<Field<?>> arrays = new ArrayList<>();
        List<Field<?>> values = new ArrayList<>();
        List<String> names = new ArrayList<>();
        SQL parameter = DSL.raw("?::text[]");
        for (Column column : schema.columns()) {
            String name = "c" + names.size();
            names.add(name);
            arrays.add(DSL.field(parameter));
            values.add(DSL.field(DSL.quotedName("page", name)).cast(type(column.type())));
        }
        Table<Record> page = DSL.table("unnest({0})", DSL.list(arrays)).as("page", names.toArray(String[]::new));
        DSLContext db = DSL.using(jooq());
        String sql = db.render(upsert.onConflict(db.insertInto(upsert.target(), upsert.columns())
                .select(DSL.select(values).from(page))));
        return (connection, batch) -> execute(connection, sql, batch);
    }

    @Override
    public @Nullable Insert bulk(TableSchema schema) {
        return OWN_DRIVER ? new PostgresCopy(schema) : null;
    }

    private static boolean isThere(String type) {
        try {
            Class.forName(type, false, PostgresDialect.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static int execute(Connection connection, String insert, RowBatch batch) throws SQLException {
        int columns = batch.schema().columns().size();
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            for (int i = 0; i < columns; i++) {
                statement.setArray(i + 1, connection.createArrayOf("text", batch.texts(i)));
            }
            return statement.executeUpdate();
        }
    }

    @Override
    public boolean passes(SQLException error) {
        String state = String.valueOf(error.getSQLState());
        return state.startsWith("08") || PASSING.contains(state);
    }

    @Override
    public String cure(SQLException error, String settings) {
        String state = String.valueOf(error.getSQLState());
        if (state.startsWith("08") || state.equals("57P03")) {
            return "check " + settings + ".url, and that the server is up";
        }
        if (state.startsWith("28")) {
            return "check " + settings + ".user and " + settings + ".password, which the environment or a file"
                    + " (password-file) holds, and who the server lets in";
        }
        return switch (state) {
            case "3D000" -> "create the database, or mend " + settings + ".url";
            case "3F000" -> "create the schema, or name another table";
            case "25006" -> "the server takes no writes; name the primary in " + settings + ".url";
            case "42501" ->
                String.valueOf(error.getMessage()).contains("schema")
                        ? "its owner can GRANT USAGE, CREATE ON SCHEMA to the user of " + settings + ".user"
                        : "its owner can GRANT SELECT, INSERT, UPDATE, DELETE to the user of " + settings + ".user";
            default -> "";
        };
    }

    @Override
    public boolean blamesValues(SQLException error) {
        String state = String.valueOf(error.getSQLState());
        return state.startsWith("22") || state.startsWith("23") || state.startsWith("54");
    }
}
