package io.pagesync.page.read;

import com.fasterxml.jackson.core.JsonPointer;
import io.pagesync.InvalidSettingException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an answer keeps what a load needs.
 *
 * @param records where the array of records is; the empty pointer means that the answer itself is the array
 * @param total where the collection's total number of records is
 * @param size where the page size that the server granted is; where the answer has none, the first page's length counts
 * @param next where what the next page is asked for with is; null where pages are asked for by number
 * @param key what tells one record from another, relative to the record; empty if nothing is named
 */
public record PageFormat(
        JsonPointer records,
        JsonPointer total,
        JsonPointer size,
        @Nullable JsonPointer next,
        List<JsonPointer> key) {
    /** The shape {@code {"data": [...], "total": 12345, "pageSize": 100}}, without a key. */
    public static final PageFormat DEFAULT =
            new PageFormat(pointer("/data"), pointer("/total"), pointer("/pageSize"), List.of());

    /** Copies the list. */
    public PageFormat {
        key = List.copyOf(key);
    }

    /** A format of numbered pages. */
    public PageFormat(JsonPointer records, JsonPointer total, JsonPointer size, List<JsonPointer> key) {
        this(records, total, size, null, key);
    }

    /** The same with another key; the empty pointer means all of a record's bytes. */
    public PageFormat withKey(List<JsonPointer> other) {
        return new PageFormat(records, total, size, next, other);
    }

    /**
     * A JSON pointer (RFC 6901) from its text; a text without a leading slash is the name of a field.
     *
     * @throws InvalidSettingException if the text is no pointer
     */
    public static JsonPointer pointer(String text) {
        String full = text.isEmpty() || text.startsWith("/") ? text : "/" + text;
        try {
            return JsonPointer.compile(full);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException(
                    "'" + text + "' is no JSON pointer; write the path of the field, such as /data or /meta/total");
        }
    }

    /**
     * The fields of a key from their text: names or JSON pointers, separated by commas; an empty text is no key.
     *
     * @throws InvalidSettingException if one of them is no pointer
     */
    public static List<JsonPointer> key(String text) {
        if (text.isBlank()) {
            return List.of();
        }
        return List.of(text.split(",", -1)).stream()
                .map(String::strip)
                .map(PageFormat::keyField)
                .toList();
    }

    private static JsonPointer keyField(String text) {
        if (text.isEmpty() || text.equals("/")) {
            throw new InvalidSettingException("the key names an empty field; write it as id or as id,licenseNumber");
        }
        return pointer(text);
    }
}
