package io.pagesync.database.gone;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * Several values as one text, which no other values have: one as it is; of more, each behind its length. A database makes the
 * same text of its columns.
 */
final class ScopeText {
    private ScopeText() {}

    /** Of values. */
    static String of(Collection<String> values) {
        return values.size() == 1
                ? values.iterator().next()
                : values.stream()
                        .map(value -> value.codePointCount(0, value.length()) + ":" + value)
                        .collect(Collectors.joining());
    }

    /** The values that a text was made of, which are so many. */
    static List<String> values(String text, int count) {
        if (count == 1) {
            return List.of(text);
        }
        List<String> values = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int colon = text.indexOf(':', at);
            int end = text.offsetByCodePoints(colon + 1, Integer.parseInt(text.substring(at, colon)));
            values.add(text.substring(colon + 1, end));
            at = end;
        }
        return values;
    }

    /** The same for people, behind the name of a table; empty where there is no scope. */
    static String shown(String text, int count) {
        return count == 0 ? "" : " (" + String.join(", ", values(text, count)) + ")";
    }

    /** Of columns. */
    static Field<String> of(List<? extends Field<?>> columns) {
        if (columns.isEmpty()) {
            return DSL.inline("");
        }
        if (columns.size() == 1) {
            return columns.get(0).cast(SQLDataType.VARCHAR);
        }
        List<Field<?>> parts = new ArrayList<>();
        for (Field<?> column : columns) {
            Field<String> text = column.cast(SQLDataType.VARCHAR);
            parts.add(DSL.charLength(text).cast(SQLDataType.VARCHAR));
            parts.add(DSL.inline(":"));
            parts.add(text);
        }
        return DSL.concat(parts.toArray(Field<?>[]::new));
    }
}
