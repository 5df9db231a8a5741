package io.pagesync.bench.contestant;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import org.postgresql.PGConnection;

/** What psql's {@code \copy} does, where there is no psql. Arguments: JDBC URL, table with its columns, file. */
public final class CopyIn {
    private CopyIn() {}

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        try (Connection connection = DriverManager.getConnection(arguments[0]);
                InputStream rows = Files.newInputStream(Path.of(arguments[2]))) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy " + arguments[1] + " from stdin", rows, 1 << 16);
        }
    }
}
