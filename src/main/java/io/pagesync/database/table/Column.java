package io.pagesync.database.table;

/**
 * A column of a table, and the field it takes its values from.
 *
 * @param field the field, as {@link FieldPath} writes it
 * @param name the column's name in the database
 * @param type what it holds
 * @param keyPosition its place in the table's key, from 1; 0 if it is no part of it
 */
public record Column(String field, String name, ColumnType type, int keyPosition) {
    /** Whether it is part of the key. */
    public boolean isKey() {
        return keyPosition > 0;
    }

    /** The same column with another type. */
    public Column as(ColumnType wider) {
        return new Column(field, name, wider, keyPosition);
    }
}
