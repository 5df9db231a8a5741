package io.pagesync.database.postgres;

import io.pagesync.database.dialect.Failures;
import java.sql.SQLException;
import java.util.Set;

/** What the errors of PostgreSQL mean. */
final class PostgresFailures implements Failures {
    private static final Set<String> PASSING = Set.of("40001", "40P01", "53300", "55P03", "57P01", "57P02", "57P03");

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
            case "3D000" -> "create the database, or mend " + settings + ".url";
            case "3F000" -> "create the schema, or name another table";
            case "25006" -> "the server takes no writes; name the primary in " + settings + ".url";
            case "42501" ->
                String.valueOf(error.getMessage()).contains("schema")
                        ? "its owner can GRANT USAGE, CREATE ON SCHEMA to the user of " + settings + ".user"
                        : "its owner can GRANT SELECT, INSERT, UPDATE, DELETE to the user of " + settings + ".user";
            default -> "";
        };
    }

    @Override
    public boolean blamesValues(SQLException error) {
        String state = String.valueOf(error.getSQLState());
        return state.startsWith("22") || state.startsWith("23") || state.startsWith("54");
    }
}
