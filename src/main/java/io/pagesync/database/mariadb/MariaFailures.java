package io.pagesync.database.mariadb;

import io.pagesync.database.dialect.Failures;
import java.sql.SQLException;
import java.util.Set;

/** What the errors of MariaDB mean, by their numbers: of many, the state says no more than that it is one. */
final class MariaFailures implements Failures {
    private static final int OTHER_TABLE_FORM = 1412;

    private static final int LOCK_WAIT_TIMEOUT = 1205;

    /** A column and a table that are not there. */
    private static final Set<Integer> NOT_THERE = Set.of(1054, 1146);

    private static final Set<Integer> FORBIDDEN = Set.of(1044, 1142, 1143, 1227);

    /**
     * Too many connections, shutting down, lock wait timeout, deadlock, a row that has changed since it was read, a table that has,
     * a Galera node that is not ready, killed, and aborted ones.
     */
    private static final Set<Integer> PASSING = Set.of(
            1040, 1053, LOCK_WAIT_TIMEOUT, 1213, 1020, OTHER_TABLE_FORM, 1047, 1927, 1152, 1159, 1160, 1161, 1184);

    /** Of values whose state is that of any error: no default, bad text, bad number, row too large, and SIGNAL's, of a trigger. */
    private static final Set<Integer> VALUES = Set.of(1364, 1366, 1265, 1118, 1139, 1038, 1644, 3819);

    @Override
    public boolean passes(SQLException error) {
        String state = String.valueOf(error.getSQLState());
        return (state.startsWith("08") && !needsTls(error)) || PASSING.contains(error.getErrorCode());
    }

    @Override
    public String cure(SQLException error, String settings) {
        String state = String.valueOf(error.getSQLState());
        if (needsTls(error)) {
            return "let the server speak TLS; where nobody listens in between, as on one machine, write ?sslMode=disable behind "
                    + settings + ".url";
        }
        return switch (error.getErrorCode()) {
            case 1044, 1045, 1698 ->
                "check " + settings + ".user and " + settings + ".password, which the environment or a file"
                        + " (password-file) holds, and what the server lets that user do";
            case 1049 -> "create the database, or mend " + settings + ".url";
            case 1142, 1143, 1227, 1370 ->
                "whoever may can GRANT SELECT, INSERT, UPDATE, DELETE, and CREATE, ALTER where tables are to be made, to the"
                        + " user of " + settings + ".user";
            case 1290, 1792, 1836 -> "the server takes no writes; name the primary in " + settings + ".url";
            case 1021, 1114 -> "free some space";
            case 1117, 1118 -> "leave fields out, or load them into a table of their own";
            case 1193 -> "use MariaDB 10.6 or newer; MySQL is not written";
            default -> state.startsWith("08") ? "check " + settings + ".url, and that the server is up" : "";
        };
    }

    @Override
    public boolean blamesTable(SQLException error) {
        return NOT_THERE.contains(error.getErrorCode());
    }

    @Override
    public boolean isForbidden(SQLException error) {
        return FORBIDDEN.contains(error.getErrorCode());
    }

    @Override
    public boolean isBusy(SQLException error) {
        return error.getErrorCode() == LOCK_WAIT_TIMEOUT;
    }

    @Override
    public boolean blamesValues(SQLException error) {
        String state = String.valueOf(error.getSQLState());
        return state.startsWith("22") || state.startsWith("23") || VALUES.contains(error.getErrorCode());
    }

    /** It is the driver that says so, which has no number for it. */
    private static boolean needsTls(SQLException error) {
        return String.valueOf(error.getMessage()).contains("ssl not enabled");
    }
}
