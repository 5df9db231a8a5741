package io.pagesync.partition;

import io.pagesync.settings.QueryEncoding;
import java.util.Map;

/** Puts a slice's values where a path or a query names them in braces: {@code /licences/{number}/packages}. */
public final class Placeholders {
    private Placeholders() {}

    /** Whether the text has a place for a value of this name. */
    public static boolean has(String text, String name) {
        return text.contains("{" + name + "}");
    }

    /** The text with the values, percent-encoded so that each stays one segment of a path or one value of a query. */
    public static String fill(String text, Map<String, String> values) {
        String filled = text;
        for (Map.Entry<String, String> each : values.entrySet()) {
            filled = filled.replace("{" + each.getKey() + "}", QueryEncoding.of(each.getValue()));
        }
        return filled;
    }
}
