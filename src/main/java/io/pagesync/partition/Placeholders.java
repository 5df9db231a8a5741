package io.pagesync.partition;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.pagesync.settings.QueryEncoding;
import java.util.Map;

/**
 * Puts a slice's values where a path, a query or a body names them in braces: {@code /licences/{number}/packages}. That is
 * done once for each slice, so that what is left are the placeholders of its pages.
 */
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

    /** A JSON text with the slice's values in its strings; a string that is nothing else becomes a number where that is one. */
    public static String fillJson(String json, Slice slice) {
        String filled = json;
        for (Map.Entry<String, String> each : slice.values().entrySet()) {
            String place = "{" + each.getKey() + "}";
            String text = new String(JsonStringEncoder.getInstance().quoteAsString(each.getValue()));
            filled = slice.isOfNumbers() ? filled.replace("\"" + place + "\"", text) : filled;
            filled = filled.replace(place, text);
        }
        return filled;
    }
}
