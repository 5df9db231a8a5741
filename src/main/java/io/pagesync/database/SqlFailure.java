package io.pagesync.database;

import io.pagesync.PagesyncException;
import io.pagesync.database.dialect.Failures;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/** A database's error, whoever wrapped it. */
public final class SqlFailure {
    private final SQLException error;

    private SqlFailure(SQLException error) {
        this.error = error;
    }

    public static SqlFailure of(SQLException error) {
        return new SqlFailure(error);
    }

    /** The database's error in an exception of JDBC or jOOQ; null if it is neither. */
    public static @Nullable SqlFailure in(Exception thrown) {
        if (thrown instanceof SQLException sql) {
            return new SqlFailure(sql);
        }
        return thrown instanceof DataAccessException access && access.getCause() instanceof SQLException sql
                ? new SqlFailure(sql)
                : null;
    }

    /** Whether it may be gone at the next attempt. A pool that had to wait in vain names its reason, which decides. */
    public boolean passes(Failures failures) {
        SQLException reason = reason();
        if (failures.blamesValues(reason)) {
            // MariaDB's driver takes what a trigger signals for transient.
            return false;
        }
        return reason instanceof SQLTransientException
                || reason instanceof SQLRecoverableException
                || failures.passes(reason);
    }

    private SQLException reason() {
        SQLException reason = error;
        for (Throwable at = error; at != null; at = at.getCause()) {
            reason = at instanceof SQLException sql ? sql : reason;
        }
        return reason;
    }

    /** What the database says, and what to do about it. */
    public String sentence(Database database) {
        String cure = database.failures().cure(reason(), database.settings());
        return cure.isEmpty() ? text() : text() + "; " + cure;
    }

    /** Whether the user may not do it. */
    public boolean isForbidden(Failures failures) {
        return failures.isForbidden(reason());
    }

    /** Whether a change of a table waited in vain for others who use it. */
    public boolean isBusy(Failures failures) {
        return failures.isBusy(reason());
    }

    boolean blamesValues(Failures failures) {
        return failures.blamesValues(error);
    }

    /** What the database says, on one line; of a pool's timeout, why it has no connection. */
    public String text() {
        Throwable says = error;
        for (Throwable at = error; at != null && says instanceof SQLTransientException; at = at.getCause()) {
            says = at instanceof SQLException || at instanceof PagesyncException ? at : says;
        }
        // MariaDB's driver numbers its connections, which makes a sentence of each.
        String message = String.valueOf(says.getMessage())
                .replaceAll("\\s+", " ")
                .replaceFirst("^\\(conn=\\d+\\) ", "")
                .strip();
        return message.replaceAll("(?i)(password|passwd|pwd)=[^&;\\s]*", "$1=***");
    }
}
