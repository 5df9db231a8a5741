package io.pagesync.database.change;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.pagesync.database.table.ColumnType;
import io.pagesync.page.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A column's value as JSON writes it, made of the text in which the database gives it. */
final class ColumnJson {
    private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]*)");

    /** Numbers of more digits are written with their exponent, as they came. */
    private static final int LONGEST_PLAIN = 1000;

    private ColumnJson() {}

    /** A value of a column that holds such values; what is none of them is a string. */
    static String of(ColumnType type, @Nullable String text) {
        if (text == null) {
            return "null";
        }
        return switch (type) {
            case BOOLEAN -> truth(text);
            case INTEGER -> WHOLE.matcher(text).matches() ? text : quoted(text);
            case DECIMAL -> number(text);
            case JSON -> isJson(text) ? text : quoted(text);
            case TEXT -> quoted(text);
        };
    }

    /** A string. */
    static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    /** Databases write truths as one letter, or as a number. */
    private static String truth(String text) {
        return switch (text) {
            case "t", "true", "1" -> "true";
            case "f", "false", "0" -> "false";
            default -> quoted(text);
        };
    }

    /** All digits, but for zeros at the end, which some databases add. */
    private static String number(String text) {
        try {
            BigDecimal number = new BigDecimal(text).stripTrailingZeros();
            boolean plain = Math.abs((long) number.scale()) + number.precision() <= LONGEST_PLAIN;
            return plain ? number.toPlainString() : number.toString();
        } catch (NumberFormatException e) {
            return quoted(text);
        }
    }

    private static boolean isJson(String text) {
        try (JsonParser parser = Json.MAPPER.getFactory().createParser(text)) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }
}
