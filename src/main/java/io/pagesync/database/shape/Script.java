package io.pagesync.database.shape;

import io.pagesync.database.dialect.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.conf.StatementType;
import org.jooq.impl.DSL;
import org.jooq.tools.jdbc.MockConnection;
import org.jooq.tools.jdbc.MockResult;

/** Takes statements down as they would be sent. Questions are answered by nothing, and rows that are to be changed are none. */
final class Script {
    private final List<String> statements = new ArrayList<>();
    private final DSLContext db;

    Script(Dialect database) {
        SQLDialect dialect = database.jooq();
        MockConnection nobody = new MockConnection(statement -> {
            String sql = statement.sql();
            String word = sql.stripLeading().toLowerCase(Locale.ROOT);
            if (!word.startsWith("select") && !word.startsWith("update")) {
                statements.add(sql + ";");
            }
            return new MockResult[] {new MockResult(0, DSL.using(dialect).newResult())};
        });
        db = database.context(
                DSL.using(nobody, dialect, new Settings().withStatementType(StatementType.STATIC_STATEMENT)));
    }

    /** Where they are sent. */
    DSLContext db() {
        return db;
    }

    /** A statement that is not sent, or a remark. */
    void add(String line) {
        statements.add(line);
    }

    /** All of them. */
    List<String> lines() {
        return List.copyOf(statements);
    }
}
