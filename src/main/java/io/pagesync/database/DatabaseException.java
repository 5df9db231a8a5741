package io.pagesync.database;

import io.pagesync.PagesyncException;
import org.jspecify.annotations.Nullable;

/** A table that cannot be written, or a database that cannot be reached. The message holds no password. */
public final class DatabaseException extends PagesyncException {
    private static final long serialVersionUID = 1L;

    public DatabaseException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
