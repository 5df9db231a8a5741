package io.pagesync.database.shape;

import io.pagesync.database.Database;
import io.pagesync.database.DatabaseException;
import io.pagesync.database.table.Column;
import io.pagesync.database.table.Quoted;
import io.pagesync.database.table.TableName;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is said of columns that a table lacks, with the statements that add them. */
final class MissingColumns {
    private final Database database;
    private final TableName table;
    private final String what;

    MissingColumns(Database database, TableName table, String what) {
        this.database = database;
        this.table = table;
        this.what = what;
    }

    /** The table's owner is to add them. */
    DatabaseException forOwner(List<Column> columns) {
        return error(columns, "", null);
    }

    /** We were to add them, and may not. */
    DatabaseException forbidden(List<Column> columns, String says, Throwable cause) {
        return error(columns, ", and the user may not add columns (" + says + ")", cause);
    }

    /** Why a field without a column is left out. */
    String leftOut(Column column) {
        return "it has no column; " + Statements.addColumn(database, table, column) + " makes one";
    }

    /** A field would need one more than a table may have. */
    DatabaseException beyond(String field, int columns, int most) {
        return new DatabaseException(
                String.format(
                        Locale.ROOT,
                        "%s: the field %s would need column %,d, %s has at most %,d in a table",
                        what,
                        Quoted.of(field),
                        columns,
                        database.facts().product(),
                        most),
                null);
    }

    private DatabaseException error(List<Column> columns, String why, @Nullable Throwable cause) {
        String fields = columns.stream().map(each -> Quoted.of(each.field())).collect(Collectors.joining(", "));
        String without = columns.size() == 1
                ? "the field " + fields + " has no column"
                : "the fields " + fields + " have no columns";
        String statements = columns.stream()
                .map(each -> Statements.addColumn(database, table, each))
                .collect(Collectors.joining("; "));
        return new DatabaseException(
                what + ": " + without + why + "; have its owner run " + statements + ", or leave "
                        + (columns.size() == 1 ? "it" : "them") + " out by leaveOut or ddl: none",
                cause);
    }
}
