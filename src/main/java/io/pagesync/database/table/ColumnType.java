package io.pagesync.database.table;

/**
 * What a column holds. A column begins with the narrowest type its first page needs, and is widened, never narrowed,
 * when a later value needs more; every widening keeps what is there.
 */
public enum ColumnType {
    /** True or false. */
    BOOLEAN,
    /** Whole numbers of 64 bits. */
    INTEGER,
    /** All other numbers, with all their digits. */
    DECIMAL,
    /** Strings, and all that has no type in common: numbers and true or false are kept as they were written. */
    TEXT,
    /** Objects and arrays. */
    JSON;

    /** Whole numbers of up to so many characters fit 64 bits. */
    public static final int SHORT_INTEGER = 18;

    /** The narrowest type that holds the values of both. */
    public ColumnType and(ColumnType other) {
        if (this == other) {
            return this;
        }
        return isNumber() && other.isNumber() ? DECIMAL : TEXT;
    }

    /** The type of a number as it was written: digits that fit 64 bits are INTEGER. */
    public static ColumnType ofNumber(String digits, boolean whole) {
        if (!whole) {
            return DECIMAL;
        }
        if (digits.length() <= SHORT_INTEGER) {
            return INTEGER;
        }
        try {
            var unused = Long.parseLong(digits);
            return INTEGER;
        } catch (NumberFormatException e) {
            return DECIMAL;
        }
    }

    private boolean isNumber() {
        return this == INTEGER || this == DECIMAL;
    }
}
