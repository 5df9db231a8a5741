package io.pagesync.database;

import io.pagesync.InvalidSettingException;
import io.pagesync.database.dialect.Dialect;
import io.pagesync.database.mariadb.MariaDialect;
import io.pagesync.database.postgres.PostgresDialect;
import io.pagesync.database.sqlite.SqliteDialect;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The databases there are, found by a URL or by what a driver calls its product. */
final class Dialects {
    /** All. */
    static final Dialects KNOWN = new Dialects(List.of(new SqliteDialect(), new PostgresDialect(), new MariaDialect()));

    private final List<Dialect> all;

    Dialects(List<Dialect> all) {
        this.all = List.copyOf(all);
    }

    /** These and others. */
    Dialects and(List<Dialect> others) {
        return new Dialects(Stream.concat(all.stream(), others.stream()).toList());
    }

    /** The database of a URL, if there is one. */
    Optional<Dialect> find(String url) {
        return all.stream()
                .filter(dialect -> url.startsWith(dialect.urlPrefix()))
                .findFirst();
    }

    /** Whether the URL may hold user and password; one of no database that is known may. */
    static boolean mayLogIn(String url) {
        return KNOWN.find(url).map(Dialect::logsIn).orElse(true);
    }

    /**
     * The database of a URL.
     *
     * @throws InvalidSettingException if there is none
     */
    Dialect ofUrl(String dataSource, String url) {
        return find(url)
                .orElseThrow(() -> new InvalidSettingException("the URL of data source " + dataSource
                        + " names a database that cannot be written; there are " + names(Dialect::urlPrefix)
                        + (url.startsWith("jdbc:mysql:") ? ", whose servers are MariaDB and not MySQL" : "")));
    }

    /**
     * The database that a driver calls so.
     *
     * @throws InvalidSettingException if there is none
     */
    Dialect ofProduct(String dataSource, String product) {
        return all.stream()
                .filter(dialect -> dialect.facts().product().equals(product))
                .findFirst()
                .orElseThrow(() -> new InvalidSettingException("the data source " + dataSource + " is of " + product
                        + ", which cannot be written; there are "
                        + names(dialect -> dialect.facts().product())));
    }

    private String names(Function<Dialect, String> name) {
        String names = all.stream().map(name).collect(Collectors.joining(", "));
        return names.replaceFirst(", ([^,]*)$", " and $1");
    }
}
