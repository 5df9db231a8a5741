package io.pagesync.database.postgres;

import io.pagesync.database.dialect.Dialect;
import io.pagesync.database.dialect.Failures;
import io.pagesync.database.dialect.Writing;
import io.pagesync.database.table.Facts;
import org.jooq.SQLDialect;

/** PostgreSQL. */
public final class PostgresDialect implements Dialect {
    @Override
    public String urlPrefix() {
        return "jdbc:postgresql:";
    }

    @Override
    public SQLDialect jooq() {
        return SQLDialect.POSTGRES;
    }

    @Override
    public Facts facts() {
        return new PostgresFacts();
    }

    @Override
    public Writing writing() {
        return new PostgresWriting();
    }

    @Override
    public Failures failures() {
        return new PostgresFailures();
    }
}
