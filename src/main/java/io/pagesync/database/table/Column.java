package io.pagesync.database.table;

import org.jspecify.annotations.Nullable;

/**
 * A column of a table, and the field it takes its values from.
 *
 * @param field the field, as {@link FieldPath} writes it
 * @param name the column's name in the database
 * @param type what it holds
 * @param keyPosition its place in the table's key, from 1; 0 if it is no part of it
 * @param declared its type as the database writes it, where that is none of those that we make: somebody else has chosen it,
 *     so it stays, and values that do not fit are refused; null where it is one of ours
 */
public record Column(
        String field,
        String name,
        ColumnType type,
        int keyPosition,
        @Nullable String declared) {
    /** A column of a type of ours. */
    public Column(String field, String name, ColumnType type, int keyPosition) {
        this(field, name, type, keyPosition, null);
    }

    /** Whether it is part of the key. */
    public boolean isKey() {
        return keyPosition > 0;
    }

    /** Whether its type is not ours to change. */
    public boolean isFixed() {
        return declared != null;
    }

    /** The same column with another type of ours. */
    public Column as(ColumnType wider) {
        return new Column(field, name, wider, keyPosition);
    }

    /** The same column with a type that stays as it is. */
    public Column declared(String itsType, ColumnType family) {
        return new Column(field, name, family, keyPosition, itsType);
    }

    /** The same column at another place of the key. */
    public Column at(int newKeyPosition) {
        return new Column(field, name, type, newKeyPosition, declared);
    }
}
