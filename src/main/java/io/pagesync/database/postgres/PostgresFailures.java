package io.pagesync.database.postgres;

import io.pagesync.database.dialect.Failures;
import java.sql.SQLException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the errors of PostgreSQL mean. */
final class PostgresFailures implements Failures {
    private static final Pattern SCHEMA = Pattern.compile("\\bschema (\\S+)");

    /** Among them what a session is told that was idle for too long, since its process was stopped or its machine has slept. */
    private static final Set<String> PASSING =
            Set.of("25P03", "40001", "40P01", "53300", "55P03", "57P01", "57P02", "57P03", "57P05");

    /** What an undefined table, column or function is, another type, and a plan that was made for another one. */
    private static final Set<String> TABLE = Set.of("42P01", "42703", "42804", "42883", "0A000", "42846");

    /** Classes of the server's own that say nothing of a record; a trigger may raise any code beside. */
    private static final Set<String> OTHERS = Set.of(
            "00", "01", "02", "03", "08", "09", "0A", "0B", "0F", "0L", "0Z", "20", "24", "25", "26", "27", "28", "2B",
            "2D", "2F", "34", "38", "39", "3B", "3D", "3F", "40", "42", "53", "55", "57", "58", "72", "F0", "HV", "XX");

    @Override
    public boolean passes(SQLException error) {
        String state = String.valueOf(error.getSQLState());
        return state.startsWith("08") || PASSING.contains(state);
    }

    @Override
    public String cure(SQLException error, String settings) {
        String state = String.valueOf(error.getSQLState());
        if (state.startsWith("08") || state.equals("57P03")) {
            return "check " + settings + ".url, and that the server is up";
        }
        if (state.startsWith("28")) {
            return "check " + settings + ".user and " + settings + ".password, which the environment or a file"
                    + " (password-file) holds, and who the server lets in";
        }
        return switch (state) {
            case "26000", "42P05" ->
                "a pooler such as PgBouncer in transaction mode needs prepareThreshold=0 in " + settings + ".url";
            case "42P10" ->
                "the table's owner can CREATE UNIQUE INDEX on exactly the columns of the key, or name another key";
            case "3D000" -> "create the database, or mend " + settings + ".url";
            case "3F000" -> "create the schema, or name another table";
            case "25006" -> "the server takes no writes; name the primary in " + settings + ".url";
            case "42501" ->
                SCHEMA.matcher(String.valueOf(error.getMessage())).find()
                        ? schemaCure(String.valueOf(error.getMessage()), settings)
                        : "its owner can GRANT SELECT, INSERT, UPDATE, DELETE to the user of " + settings + ".user";
            default -> "";
        };
    }

    /** Tables without a schema in their names, Pagesync's own among them, are in the connection's, not beside another table. */
    private static String schemaCure(String message, String settings) {
        Matcher named = SCHEMA.matcher(message);
        String schema = named.find() ? named.group(1) : "";
        return "its owner can GRANT USAGE, CREATE ON SCHEMA " + schema + " to the user of " + settings
                + ".user; tables without a schema in their name, Pagesync's own too, go where currentSchema in "
                + settings + ".url says";
    }

    @Override
    public boolean blamesTable(SQLException error) {
        return TABLE.contains(String.valueOf(error.getSQLState()));
    }

    @Override
    public boolean isForbidden(SQLException error) {
        return "42501".equals(error.getSQLState());
    }

    @Override
    public boolean isBusy(SQLException error) {
        return "55P03".equals(error.getSQLState());
    }

    /** Its own classes 21 to 23, 44 and 54, those of a trigger, and a policy that does not let a row in. */
    @Override
    public boolean blamesValues(SQLException error) {
        String state = error.getSQLState();
        if (state == null || state.length() != 5) {
            return false;
        }
        return !OTHERS.contains(state.substring(0, 2))
                || (isForbidden(error) && String.valueOf(error.getMessage()).contains("row-level security"));
    }
}
