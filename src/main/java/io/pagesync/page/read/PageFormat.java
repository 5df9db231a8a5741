package io.pagesync.page.read;

import com.fasterxml.jackson.core.JsonPointer;
import io.pagesync.InvalidSettingException;
import io.pagesync.page.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an answer keeps what a load needs.
 *
 * @param records where the records are; the empty pointer means the answer itself
 * @param recordsAre what the records are there
 * @param memberName the field that keeps the name of a member that is a record; empty if it is not kept
 * @param total where the collection's total number of records is; {@link Place#NONE} if the API tells none
 * @param pages where its number of pages is, or the URL of its last page; {@link Place#NONE} if that is not looked for
 * @param size where the page size that the server granted is; where the answer has none, the first page's length counts
 * @param next where what the next page is asked for with is; {@link Place#NONE} where pages are asked for by number
 * @param more where the answer says whether there are more pages; {@link Place#NONE} if it does not
 * @param endIsDeclared whether the end is believed rather than looked at: where no number is told, a page that is shorter
 *     than the first one is the last
 * @param key what tells one record from another, relative to the record; empty if nothing is named
 */
public record PageFormat(
        JsonPointer records,
        RecordsAre recordsAre,
        String memberName,
        Place total,
        Place pages,
        Place size,
        Place next,
        Place more,
        boolean endIsDeclared,
        List<JsonPointer> key) {
    /** Where the total is, if nothing else is said. */
    public static final Place DEFAULT_TOTAL = Place.of("/total");

    /** The shape {@code {"data": [...], "total": 12345, "pageSize": 100}}, without a key. */
    public static final PageFormat DEFAULT =
            new PageFormat(pointer("/data"), pointer("/total"), pointer("/pageSize"), List.of());

    /** What the records are in what is at their place. */
    public enum RecordsAre {
        /** The elements of an array. */
        ELEMENTS,
        /** The values of an object's members. */
        MEMBERS,
        /** The object itself, the only one. */
        ONE
    }

    /** Copies the list. */
    public PageFormat {
        key = List.copyOf(key);
    }

    /** A format of pages whose records are an array, and of which each may name the next. */
    public PageFormat(
            JsonPointer records,
            JsonPointer total,
            JsonPointer size,
            @Nullable JsonPointer next,
            List<JsonPointer> key) {
        this(
                records,
                RecordsAre.ELEMENTS,
                "",
                Place.in(total),
                Place.NONE,
                Place.in(size),
                next == null ? Place.NONE : Place.in(next),
                Place.NONE,
                false,
                key);
    }

    /** A format of numbered pages whose records are an array. */
    public PageFormat(JsonPointer records, JsonPointer total, JsonPointer size, List<JsonPointer> key) {
        this(records, total, size, null, key);
    }

    /** The same with another key; the empty pointer means all of a record's bytes. */
    public PageFormat withKey(List<JsonPointer> other) {
        return new PageFormat(records, recordsAre, memberName, total, pages, size, next, more, endIsDeclared, other);
    }

    /** Whether nobody says how many records or pages there are. */
    public boolean endIsUnknown() {
        return total.isNone() && pages.isNone();
    }

    /** Whether it is no error if there is no total: none was asked for by name, and something else says how many there are. */
    public boolean totalMayBeMissing() {
        return total.isNone() || (total.equals(DEFAULT_TOTAL) && (!pages.isNone() || recordsAre == RecordsAre.ONE));
    }

    /**
     * A JSON pointer (RFC 6901) from its text; a text without a leading slash is the name of a field.
     *
     * @throws InvalidSettingException if the text is no pointer
     */
    public static JsonPointer pointer(String text) {
        return Place.pointer(text);
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
