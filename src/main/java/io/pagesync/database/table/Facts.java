package io.pagesync.database.table;

import java.util.Set;
import org.jooq.DataType;
import org.jooq.SQLDialect;
import org.jooq.impl.DefaultDataType;
import org.jooq.impl.SQLDataType;

/** What a database can hold, and how it understands what it is told. */
public interface Facts {
    /** The database's name, as its driver and messages say it. */
    String product();

    /** The type that we make a column of, which may depend on whether the column is part of the key. */
    DataType<?> type(Column column);

    /** The type of a column as it is or will be, one of ours or another. */
    default DataType<?> typeOf(Column column) {
        String declared = column.declared();
        return declared == null ? type(column) : new DefaultDataType<>(SQLDialect.DEFAULT, Object.class, declared);
    }

    /** The type of a column that holds a moment, as statements write it. */
    default String momentType() {
        return "text";
    }

    /** The type of a column that we make for a moment that the database knows. */
    default DataType<?> moment() {
        return SQLDataType.TIMESTAMPWITHTIMEZONE;
    }

    /** How many columns a table may have. */
    int mostColumns();

    /** Names that no column may have, in lower case. */
    Set<String> reservedColumns();

    /** Whether names may have letters of four bytes in UTF-8. */
    default boolean namesAllLetters() {
        return true;
    }

    /** Whether names of columns that differ in accents are never taken for one. */
    default boolean namesTellAccents() {
        return true;
    }

    /** How many bytes of a key an index takes. */
    int longestKey();

    /** Whether two names of a table that differ in case are the same table. */
    boolean ignoresCase();

    /** Whether only one transaction at a time may write, so that writers of a process do best to take turns. */
    boolean hasOneWriter();

    /** Whether a change of a table is committed at once, and what was written before along with it. */
    default boolean commitsChangesOfTables() {
        return false;
    }

    /** An expression of its clock, in milliseconds since 1970; it goes on within a transaction. */
    String clock();

    /**
     * The same in microseconds. In a statement that has waited for a row, it is the time at which that was over; so clocks that
     * tell only when a statement began will not do.
     */
    default String micros() {
        return "(" + clock() + " * 1000)";
    }

    /** Whether a text may hold U+0000. */
    boolean holdsNul();

    /** Whether objects and arrays stay the text they are, so that nothing in them needs a check. */
    boolean keepsJsonAsText();

    /** Whether a decimal column keeps all digits of the number, as it was written. */
    boolean holdsNumber(String digits);

    /** Whether a number that no decimal column holds makes its column one of text; it is refused otherwise. */
    default boolean holdsOtherNumbersAsText() {
        return false;
    }

    /** Whether a column of whole numbers takes a fraction without an error, and rounds it. */
    default boolean roundsFractions() {
        return false;
    }

    /** Whether a column of whole numbers takes one beyond 64 bits without an error, and loses digits of it. */
    default boolean losesDigitsOfWholeNumbers() {
        return false;
    }

    /** A number that it holds, as its columns of numbers give it back: one form in all columns, whatever their type. */
    String number(String digits);

    /** A text that two values of a key column share exactly if the database calls them the same. */
    String canonical(ColumnType type, String text);
}
