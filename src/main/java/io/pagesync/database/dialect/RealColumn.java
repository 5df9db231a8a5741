package io.pagesync.database.dialect;

import io.pagesync.database.table.ColumnType;

/**
 * A column as the database has it.
 *
 * @param name its name
 * @param type its type, as the database writes it, for statements; empty where it was not asked for
 * @param family what it holds, in our words
 * @param isWritten whether values may be given to it; not where the database makes them
 * @param isRequired whether a row without a value for it is refused
 */
public record RealColumn(String name, String type, ColumnType family, boolean isWritten, boolean isRequired) {}
