package io.pagesync.database.table;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.Locale;

/**
 * Where in a record a value is: a JSON pointer in which control characters, half surrogate pairs and backslashes are
 * escaped as JSON escapes them, so that a table of any database can hold it and no two fields share one.
 */
public final class FieldPath {
    private FieldPath() {}

    /** The path of a field of the record itself. */
    public static String ofName(String name) {
        return escape('/' + name.replace("~", "~0").replace("/", "~1"));
    }

    /** The path that a pointer leads along. */
    public static String of(JsonPointer pointer) {
        return escape(pointer.toString());
    }

    private static String escape(String pointer) {
        StringBuilder escaped = new StringBuilder(pointer.length());
        pointer.codePoints().forEach(c -> {
            if (c == '\\') {
                escaped.append("\\\\");
            } else if (Character.isISOControl(c) || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
                escaped.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }
}
