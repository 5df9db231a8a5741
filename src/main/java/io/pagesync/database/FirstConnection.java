package io.pagesync.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.util.Credentials;
import com.zaxxer.hikari.util.DriverDataSource;
import io.pagesync.database.dialect.Failures;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Tries to connect before a pool does for the first time: a pool tells only after its timeout that there is no connection,
 * also where there will never be one, because the password is wrong or the file may not be written. All who wait
 * for a connection meanwhile are told the same. What passes is left to the pool, which waits for it. Thread-safe.
 */
final class FirstConnection {
    private final HikariConfig pool;
    private final Failures failures;
    private final AtomicReference<@Nullable CompletableFuture<@Nullable SQLException>> attempt =
            new AtomicReference<>();
    private volatile boolean over;

    FirstConnection(HikariConfig pool, Failures failures) {
        this.pool = pool;
        this.failures = failures;
    }

    /**
     * Connects, unless somebody has.
     *
     * @throws SQLException if there will never be a connection, as things stand
     */
    void require() throws SQLException {
        if (over) {
            return;
        }
        CompletableFuture<@Nullable SQLException> mine = new CompletableFuture<>();
        CompletableFuture<@Nullable SQLException> other = attempt.compareAndExchange(null, mine);
        if (other == null) {
            SQLException lasting = connect();
            over = lasting == null;
            attempt.set(null);
            mine.complete(lasting);
        }
        SQLException lasting = (other == null ? mine : other).join();
        if (lasting != null) {
            throw lasting;
        }
    }

    private @Nullable SQLException connect() {
        try {
            Credentials who = pool.getCredentialsProvider().getCredentials();
            DriverDataSource driver = new DriverDataSource(
                    pool.getJdbcUrl(),
                    pool.getDriverClassName(),
                    pool.getDataSourceProperties(),
                    who.getUsername(),
                    who.getPassword());
            try (Connection connection = driver.getConnection()) {
                // What the pool asks of each, too.
                connection.setReadOnly(pool.isReadOnly());
            }
            return null;
        } catch (SQLException e) {
            return SqlFailure.of(e).passes(failures) ? null : e;
        } catch (RuntimeException e) {
            // The pool meets it, too.
            return null;
        }
    }
}
