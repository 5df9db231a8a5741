package io.pagesync.database.dialect;

import io.pagesync.database.row.RowBatch;
import io.pagesync.database.table.Column;
import io.pagesync.database.table.TableSchema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** Finds rows one by one, where a statement costs no way to a server. Locks none. */
public final class LookupByRow implements RowLookup {
    private final String sql;
    private final List<Column> key;
    private final int[] places;
    private final Binder binder;

    /** Puts a value into a statement, as the database's columns take it. */
    @FunctionalInterface
    public interface Binder {
        /** Puts it in. */
        void bind(PreparedStatement statement, int at, Column column, String text) throws SQLException;
    }

    /**
     * In a table.
     *
     * @param names the columns that are asked for
     */
    public LookupByRow(SQLDialect dialect, TableSchema schema, List<String> names, Binder binder) {
        this.key = schema.key();
        this.places = key.stream().mapToInt(schema.columns()::indexOf).toArray();
        this.binder = binder;
        Field<Object> parameter = DSL.field(DSL.raw("?"));
        List<Field<?>> asked =
                names.stream().map(name -> DSL.field(DSL.quotedName(name))).collect(Collectors.toList());
        asked.add(0, DSL.inline(0));
        this.sql = DSL.using(dialect)
                .render(DSL.select(asked)
                        .from(schema.table().jooq())
                        .where(DSL.and(key.stream()
                                .map(column -> UpsertQuery.field(column).eq(parameter))
                                .toList())));
    }

    @Override
    public void find(Connection connection, RowBatch batch, Found to) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int row = 0; row < batch.size(); row++) {
                for (int i = 0; i < key.size(); i++) {
                    String text = Objects.requireNonNull(batch.text(row, places[i]), "a key has values");
                    binder.bind(statement, i + 1, key.get(i), text);
                }
                try (ResultSet result = statement.executeQuery()) {
                    if (result.next()) {
                        to.take(row, result);
                    }
                }
            }
        }
    }
}
