package io.pagesync.database.postgres;

import io.pagesync.database.dialect.Dialect;
import io.pagesync.database.dialect.Failures;
import io.pagesync.database.dialect.Looking;
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

    /**
     * A time without a zone is UTC's, wherever this process runs. The transaction of a process that is stopped in the middle of it
     * ends after 15 s, when its lease is over, because others wait for its locks; unless somebody has said how long it may last.
     */
    @Override
    public String greeting() {
        return "select set_config('TimeZone', 'UTC', false),"
                + " case current_setting('idle_in_transaction_session_timeout') when '0'"
                + " then set_config('idle_in_transaction_session_timeout', '15s', false) end";
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
    public Looking looking() {
        return new PostgresLooking();
    }

    @Override
    public Failures failures() {
        return new PostgresFailures();
    }
}
