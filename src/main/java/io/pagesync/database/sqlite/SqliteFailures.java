package io.pagesync.database.sqlite;

import io.pagesync.database.dialect.Failures;
import java.sql.SQLException;
import java.util.Set;
import java.util.regex.Pattern;

/** What the errors of SQLite mean. */
final class SqliteFailures implements Failures {
    /** BUSY and LOCKED, the low byte of their extended codes. */
    private static final Set<Integer> PASSING = Set.of(5, 6);

    private static final int WRONG_STATEMENT = 1;
    private static final Pattern MISSING = Pattern.compile("no such column|has no column|no such table");
    private static final int READ_ONLY = 8;
    private static final int FULL = 13;
    private static final int CANNOT_OPEN = 14;
    private static final int NO_DATABASE = 26;

    /** TOOBIG, CONSTRAINT, MISMATCH. */
    private static final Set<Integer> VALUES = Set.of(18, 19, 20);

    @Override
    public boolean passes(SQLException error) {
        return PASSING.contains(error.getErrorCode() & 0xFF);
    }

    @Override
    public String cure(SQLException error, String settings) {
        return switch (error.getErrorCode() & 0xFF) {
            case READ_ONLY, CANNOT_OPEN ->
                "make the file and its folder writable, or name another file in " + settings + ".url";
            case NO_DATABASE -> "name another file in " + settings + ".url";
            case FULL -> "free some space";
            default -> "";
        };
    }

    /** It has one code for all that is wrong with a statement. */
    @Override
    public boolean blamesTable(SQLException error) {
        return (error.getErrorCode() & 0xFF) == WRONG_STATEMENT
                && MISSING.matcher(String.valueOf(error.getMessage())).find();
    }

    @Override
    public boolean blamesValues(SQLException error) {
        return VALUES.contains(error.getErrorCode() & 0xFF);
    }
}
