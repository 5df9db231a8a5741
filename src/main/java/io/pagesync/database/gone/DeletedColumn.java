package io.pagesync.database.gone;

import io.pagesync.InvalidSettingException;
import io.pagesync.database.Database;
import io.pagesync.database.table.Quoted;
import io.pagesync.database.table.TableSchema;
import io.pagesync.database.table.TableSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** The column that says since when a row's record is gone, and nothing as long as it is not. No field is kept in it. */
public final class DeletedColumn {
    private final TableSettings settings;
    private final String name;

    /** That of the settings. */
    public DeletedColumn(TableSettings settings) {
        this.settings = settings;
        this.name = settings.removal().deletedColumn();
    }

    /** Adds it to a table that lacks it. Only for who has locked the schema. */
    public void make(Connection connection, DSLContext db, TableSchema table, Database database) throws SQLException {
        if (name.isEmpty() || table.columns().isEmpty()) {
            return;
        }
        if (table.columns().stream().anyMatch(column -> column.name().equalsIgnoreCase(name))) {
            throw new InvalidSettingException("the table " + settings.table() + " keeps a field in its column "
                    + Quoted.of(name) + ", so deletedColumn must name another");
        }
        boolean there = database.looking().columns(connection, db, table.table()).stream()
                .anyMatch(column -> column.name().equalsIgnoreCase(name));
        if (!there) {
            db.alterTable(table.table().jooq())
                    .addColumn(DSL.field(DSL.quotedName(name), database.facts().moment().nullable(true)))
                    .execute();
        }
    }

    /** The column. */
    Field<OffsetDateTime> field() {
        return DSL.field(DSL.quotedName(name), SQLDataType.TIMESTAMPWITHTIMEZONE);
    }

    /** The time, as it gets it. */
    static Field<?> now() {
        return DSL.currentTimestamp();
    }
}
