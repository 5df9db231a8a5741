package io.pagesync.database.table;

import io.pagesync.InvalidSettingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.jooq.Name;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * A table's name, exactly as it was written: it is quoted wherever it is used.
 *
 * @param schema the schema, null for the connection's own
 * @param table the table
 */
public record TableName(@Nullable String schema, String table) {
    private static final int LONGEST = 63;
    private static final Set<String> RESERVED = Set.of("excluded", "page");

    /**
     * From {@code table} or {@code schema.table}.
     *
     * @throws InvalidSettingException if that is no name of a table, or of one of our own
     */
    public static TableName of(String text) {
        int dot = text.indexOf('.');
        String schema = dot < 0 ? null : text.substring(0, dot);
        String table = text.substring(dot + 1);
        check(text, table);
        if (schema != null) {
            check(text, schema);
        }
        String folded = table.toLowerCase(Locale.ROOT);
        if (folded.startsWith("pagesync_") || folded.startsWith("sqlite_") || RESERVED.contains(folded)) {
            throw new InvalidSettingException("the table is '" + text
                    + "', a name kept for Pagesync's or the database's own use; choose another");
        }
        return new TableName(schema, table);
    }

    /**
     * Checks that a database takes the name.
     *
     * @throws InvalidSettingException if it does not
     */
    public void require(Facts facts) {
        if (!facts.namesAllLetters() && toString().codePoints().anyMatch(letter -> letter > Character.MAX_VALUE)) {
            throw new InvalidSettingException("the table is '" + this + "', and " + facts.product()
                    + " has no names with letters beyond U+FFFF, such as emoji; choose another");
        }
    }

    /** The table, for statements. */
    public Table<Record> jooq() {
        return DSL.table(name());
    }

    /** What the table is called in our own tables: one name, in whichever case it is written. */
    public String key(Facts facts) {
        return facts.ignoresCase() ? toString().toLowerCase(Locale.ROOT) : toString();
    }

    /** The name, quoted. */
    public Name name() {
        return schema == null ? DSL.quotedName(table) : DSL.quotedName(schema, table);
    }

    @Override
    public String toString() {
        return schema == null ? table : schema + "." + table;
    }

    private static void check(String text, String part) {
        if (part.isBlank()
                || part.indexOf('.') >= 0
                || part.chars().anyMatch(Character::isISOControl)
                || part.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            throw new InvalidSettingException("the table is '" + text.replaceAll("\\p{Cntrl}", " ")
                    + "'; write it as packages or as schema.packages, each of 63 bytes at the most");
        }
    }
}
