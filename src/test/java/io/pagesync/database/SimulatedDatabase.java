package io.pagesync.database;

import io.pagesync.database.dialect.Dialect;
import io.pagesync.database.dialect.Failures;
import io.pagesync.database.dialect.Looking;
import io.pagesync.database.dialect.Writing;
import io.pagesync.database.own.OwnTables;
import io.pagesync.database.own.sql.Sql;
import io.pagesync.database.sqlite.SqliteDialect;
import io.pagesync.database.table.Facts;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.jspecify.annotations.Nullable;
import org.sqlite.Function;

/** Our own tables in the memory of one thread, by a clock that a test sets; every process has its own way to them. */
public final class SimulatedDatabase implements AutoCloseable {
    private static final String CLOCK = "simulated_millis";

    private final Connection connection;
    private final Connection shared;
    private LongSupplier millis = System::currentTimeMillis;

    public SimulatedDatabase() throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite::memory:?transaction_mode=IMMEDIATE");
        Function.create(connection, CLOCK, new Function() {
            @Override
            protected void xFunc() throws SQLException {
                result(millis.getAsLong());
            }
        });
        // The same few statements, hundreds of times a run.
        Map<Object, Object> statements = new HashMap<>();
        shared = unclosed(Connection.class, (method, arguments) -> {
            if (method.getName().equals("prepareStatement") && arguments.length == 1) {
                Object made = statements.get(arguments[0]);
                if (made == null) {
                    PreparedStatement statement = connection.prepareStatement((String) arguments[0]);
                    made = unclosed(PreparedStatement.class, (its, values) -> its.invoke(statement, values));
                    statements.put(arguments[0], made);
                }
                return made;
            }
            return method.invoke(connection, arguments);
        });
        var unused = way(() -> false).transaction((its, db) -> {
            OwnTables.open(its, db, "the simulation");
            return true;
        });
    }

    /** Empties it for a simulation with this clock. */
    public void begin(LongSupplier clock) throws SQLException {
        millis = clock;
        var unused = way(() -> false).transaction(its -> {
            for (String table : List.of(
                    "leases",
                    "runs",
                    "partitions",
                    "pages",
                    "keys",
                    "refusals",
                    "work",
                    "workers",
                    "starts",
                    "slots")) {
                new Sql(its).update("delete from pagesync_" + table);
            }
            return true;
        });
    }

    /** As a process reaches it, unless it is cut off. */
    public Database way(BooleanSupplier isCutOff) throws SQLException {
        return Database.of("main", new Way(isCutOff), new Dialects(List.of(new SimulatedDialect())));
    }

    private interface Call {
        @Nullable
        Object on(Method method, @Nullable Object[] arguments) throws SQLException, ReflectiveOperationException;
    }

    private static <T> T unclosed(Class<T> type, Call call) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        return null;
                    }
                    try {
                        return call.on(method, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                }));
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private static final class SimulatedDialect implements Dialect {
        private final Dialect sqlite = new SqliteDialect();
        private final Facts facts = (Facts) Proxy.newProxyInstance(
                Facts.class.getClassLoader(),
                new Class<?>[] {Facts.class},
                (proxy, method, arguments) ->
                        method.getName().equals("clock") ? CLOCK + "()" : method.invoke(sqlite.facts(), arguments));

        @Override
        public String urlPrefix() {
            return sqlite.urlPrefix();
        }

        @Override
        public SQLDialect jooq() {
            return sqlite.jooq();
        }

        @Override
        public Facts facts() {
            return facts;
        }

        @Override
        public Writing writing() {
            return sqlite.writing();
        }

        @Override
        public Looking looking() {
            return sqlite.looking();
        }

        @Override
        public Failures failures() {
            return sqlite.failures();
        }
    }

    private final class Way implements DataSource {
        private final BooleanSupplier isCutOff;

        Way(BooleanSupplier isCutOff) {
            this.isCutOff = isCutOff;
        }

        @Override
        public Connection getConnection() throws SQLException {
            if (isCutOff.getAsBoolean()) {
                throw new SQLException("nobody answers", "08001");
            }
            return shared;
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return getConnection();
        }

        @Override
        public @Nullable PrintWriter getLogWriter() {
            return null;
        }

        @Override
        public void setLogWriter(@Nullable PrintWriter out) {
            // It says nothing.
        }

        @Override
        public void setLoginTimeout(int seconds) {
            // It never takes long.
        }

        @Override
        public int getLoginTimeout() {
            return 0;
        }

        @Override
        public Logger getParentLogger() throws SQLFeatureNotSupportedException {
            throw new SQLFeatureNotSupportedException();
        }

        @Override
        public <T> T unwrap(Class<T> kind) throws SQLException {
            throw new SQLException("nothing is wrapped");
        }

        @Override
        public boolean isWrapperFor(Class<?> kind) {
            return false;
        }
    }
}
