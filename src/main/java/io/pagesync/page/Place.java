package io.pagesync.page;

import com.fasterxml.jackson.core.JsonPointer;
import io.pagesync.InvalidSettingException;

/**
 * Where in an answer something is.
 *
 * @param kind in which part of it
 * @param pointer where in the body, or in the page's last record; empty for a header
 * @param header the header's name; empty for the others
 */
public record Place(Kind kind, JsonPointer pointer, String header) {
    /** It is in no answer. */
    public static final Place NONE = new Place(Kind.NOWHERE, JsonPointer.empty(), "");

    private static final String HEADER = "header:";
    private static final String LAST = "last:";

    /** The parts of an answer. */
    public enum Kind {
        NOWHERE,
        BODY,
        HEADER,
        LAST_RECORD
    }

    /** In the body, where the pointer leads. */
    public static Place in(JsonPointer pointer) {
        return new Place(Kind.BODY, pointer, "");
    }

    /**
     * A place as it is written: a JSON pointer, or the name of a field; {@code header:NAME}; {@code last:POINTER}, a field
     * of the page's last record.
     *
     * @throws InvalidSettingException if the text is none of these
     */
    public static Place of(String text) {
        if (text.startsWith(HEADER)) {
            String name = text.substring(HEADER.length()).strip();
            if (!name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
                throw new InvalidSettingException(
                        "'" + text + "' names no header; write it as header:NAME, such as header:X-Total-Count");
            }
            return new Place(Kind.HEADER, JsonPointer.empty(), name);
        }
        if (text.startsWith(LAST)) {
            return new Place(
                    Kind.LAST_RECORD, pointer(text.substring(LAST.length()).strip()), "");
        }
        return in(pointer(text));
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

    /** Whether there is no such place. */
    public boolean isNone() {
        return kind == Kind.NOWHERE;
    }

    /** Whether it is in the body, whose pointer leads there. */
    public boolean isInBody() {
        return kind == Kind.BODY;
    }

    /** Whether it is in the header of this name, in whatever case. */
    public boolean isHeader(String name) {
        return kind == Kind.HEADER && header.equalsIgnoreCase(name);
    }

    /** As a user writes it. */
    @Override
    public String toString() {
        return switch (kind) {
            case NOWHERE -> "none";
            case BODY -> pointer.toString();
            case HEADER -> HEADER + header;
            case LAST_RECORD -> LAST + pointer;
        };
    }
}
