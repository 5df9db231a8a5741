package io.pagesync.database;

import io.pagesync.InvalidSettingException;
import java.util.List;

/** What databases need beside our jar; an application that has us and no table of ours need not have it. */
public final class Libraries {
    private static final List<String> NEEDED =
            List.of("org/jooq/DSLContext.class", "com/zaxxer/hikari/HikariDataSource.class");

    private Libraries() {}

    /**
     * Looks whether they are there, without loading them: jOOQ takes a quarter of a second.
     *
     * @throws InvalidSettingException if not, naming what to add
     */
    public static void require() {
        ClassLoader loader = Libraries.class.getClassLoader();
        if (NEEDED.stream().anyMatch(each -> loader.getResource(each) == null)) {
            throw new InvalidSettingException(
                    "tables, and a ledger in a database, need org.jooq:jooq and com.zaxxer:HikariCP"
                            + " on the classpath; add both to the application's dependencies");
        }
    }
}
