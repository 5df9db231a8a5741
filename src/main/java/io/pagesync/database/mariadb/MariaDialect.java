package io.pagesync.database.mariadb;

import io.pagesync.database.dialect.Dialect;
import io.pagesync.database.dialect.Failures;
import io.pagesync.database.dialect.Looking;
import io.pagesync.database.dialect.Place;
import io.pagesync.database.dialect.Writing;
import io.pagesync.database.table.Facts;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** MariaDB, from 10.6 on. */
public final class MariaDialect implements Dialect {
    @Override
    public String urlPrefix() {
        return "jdbc:mariadb:";
    }

    @Override
    public SQLDialect jooq() {
        return SQLDialect.MARIADB;
    }

    /** With the form of tables that we need, whatever the database's own is. */
    @Override
    public DSLContext context(DSLContext plain) {
        return DSL.using(plain.configuration().derive(new TableForm()));
    }

    /**
     * Strict, so that no value is cut or bent to fit, and at UTC, so that moments mean the same on any server; not where a table has more columns than one row can fill, because few do.
     * The transaction of a process that is stopped in the middle of it ends after 15 s, when its lease is over, because others wait for its locks.
     */
    @Override
    public String greeting() {
        return "set session sql_mode = 'STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ZERO_DATE,NO_ZERO_IN_DATE,"
                + "NO_ENGINE_SUBSTITUTION,ANSI_QUOTES,PIPES_AS_CONCAT', session innodb_strict_mode = off,"
                + " session time_zone = '+00:00',"
                + " session idle_transaction_timeout = if(@@idle_transaction_timeout = 0, 15, @@idle_transaction_timeout)";
    }

    @Override
    public String unfit(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select @@session.sql_mode")) {
            return !result.next() || result.getString(1).contains("STRICT_")
                    ? ""
                    : "its sessions are not strict, so that MariaDB would cut values to fit; have them set sql_mode to"
                            + " STRICT_ALL_TABLES, as ?sessionVariables=sql_mode='STRICT_ALL_TABLES' in its URL does";
        }
    }

    @Override
    public Facts facts() {
        return new MariaFacts();
    }

    @Override
    public Looking looking() {
        return new MariaLooking();
    }

    @Override
    public Writing writing() {
        return new MariaWriting();
    }

    @Override
    public Failures failures() {
        return new MariaFailures();
    }

    /** Each statement sees what is committed by then, and no gap between rows is locked, as it is on other databases. */
    @Override
    public Place place(String dataSource, String url) {
        return new Place() {
            @Override
            public String name() {
                return "data source " + dataSource;
            }

            @Override
            public Map<String, String> driverProperties() {
                return url.contains("transactionIsolation=")
                        ? Map.of()
                        : Map.of("transactionIsolation", "READ-COMMITTED");
            }
        };
    }
}
