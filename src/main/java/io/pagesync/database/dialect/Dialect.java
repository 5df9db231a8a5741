package io.pagesync.database.dialect;

import io.pagesync.database.table.Facts;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;

/**
 * What differs between databases beyond what jOOQ knows. This is the seam behind which others come: a database is one
 * implementation, its line in {@code Dialects}, its tests and its documentation. Implementations keep no state.
 */
public interface Dialect {
    /** What its URLs begin with, such as {@code jdbc:sqlite:}. */
    String urlPrefix();

    /** What jOOQ calls it. */
    SQLDialect jooq();

    /** Where statements are made that need more than jOOQ knows. */
    default DSLContext context(DSLContext plain) {
        return plain;
    }

    /** What it can hold. */
    Facts facts();

    /** How tables and rows get in. */
    Writing writing();

    /** What tables it has. */
    default Looking looking() {
        return new Looking() {};
    }

    /** What its errors mean. */
    Failures failures();

    /**
     * Where the database is.
     *
     * @param dataSource the data source's name, for messages
     * @param url begins with {@link #urlPrefix}
     * @throws io.pagesync.InvalidSettingException if the URL cannot be one of a database that several connections share
     */
    default Place place(String dataSource, String url) {
        return () -> "data source " + dataSource;
    }

    /**
     * A URL that names the same database from whichever folder the process is started.
     *
     * @param url begins with {@link #urlPrefix}
     * @param folder what a relative path in it is below
     */
    default String below(Path folder, String url) {
        return url;
    }

    /** What is said first on each new connection of our own pools; empty for nothing. */
    default String greeting() {
        return "";
    }

    /** Why connections that somebody else has made must not be used, and what to do; empty if they may. */
    default String unfit(Connection connection) throws SQLException {
        return "";
    }

    /** Whether its URLs may hold user and password, so that one is looked for. */
    default boolean logsIn() {
        return true;
    }
}
