package io.pagesync.database.sqlite;

import io.pagesync.database.dialect.Dialect;
import io.pagesync.database.dialect.Failures;
import io.pagesync.database.dialect.Looking;
import io.pagesync.database.dialect.Place;
import io.pagesync.database.dialect.Writing;
import io.pagesync.database.table.Facts;
import java.nio.file.Path;
import org.jooq.SQLDialect;

/** SQLite. */
public final class SqliteDialect implements Dialect {
    @Override
    public String urlPrefix() {
        return "jdbc:sqlite:";
    }

    @Override
    public SQLDialect jooq() {
        return SQLDialect.SQLITE;
    }

    @Override
    public Facts facts() {
        return new SqliteFacts();
    }

    @Override
    public Writing writing() {
        return new SqliteWriting();
    }

    @Override
    public Looking looking() {
        return new SqliteLooking();
    }

    @Override
    public Failures failures() {
        return new SqliteFailures();
    }

    @Override
    public Place place(String dataSource, String url) {
        return SqliteFile.of(dataSource, url.substring(urlPrefix().length()));
    }

    @Override
    public String below(Path folder, String url) {
        return urlPrefix() + folder.resolve(url.substring(urlPrefix().length()));
    }

    @Override
    public boolean logsIn() {
        return false;
    }
}
