package io.pagesync.database.shape;

import java.sql.SQLException;

/** The database does not let us widen a column's type; the transaction is over. */
final class KeptTypeException extends SQLException {
    private static final long serialVersionUID = 1L;

    private final String field;

    KeptTypeException(String field, Throwable cause) {
        super("the type of the column of " + field + " stays as it is", cause);
        this.field = field;
    }

    /** The field whose column it is. */
    String field() {
        return field;
    }
}
