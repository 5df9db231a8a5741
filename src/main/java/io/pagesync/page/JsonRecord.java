package io.pagesync.page;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One record of a page: a view of the page's bytes, parsed only when a field is asked for. Immutable. */
public final class JsonRecord {
    private final byte[] body;
    private final int from;
    private final int to;

    JsonRecord(byte[] body, int from, int to) {
        this.body = body;
        this.from = from;
        this.to = to;
    }

    /** A copy of the record's bytes, in UTF-8, as they arrived. */
    public byte[] toBytes() {
        return Arrays.copyOfRange(body, from, to);
    }

    /** Takes bytes that lie in an array. */
    @FunctionalInterface
    public interface Bytes {
        /** Takes the bytes from one place up to another; they must not be changed. */
        void take(byte[] array, int from, int to);
    }

    /** Hands over where the record's bytes lie. */
    public void place(Bytes target) {
        target.take(body, from, to);
    }

    /**
     * A streaming parser over the record, before its first token; its places are counted from the record's own first byte.
     *
     * @throws IOException if it cannot be made
     */
    public JsonParser parser() throws IOException {
        return Json.MAPPER.createParser(body, from, to - from);
    }

    /**
     * The record's fields, in their order; numbers as Integer, Long, BigInteger or BigDecimal, so that no digit is
     * lost. Empty for a record that is no JSON object.
     */
    public Map<String, @Nullable Object> getFields() {
        if (body[from] != '{') {
            return Map.of();
        }
        try (JsonParser parser = parser()) {
            parser.nextToken();
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                fields.put(name, parser.readValueAs(Object.class));
            }
            return Collections.unmodifiableMap(fields);
        } catch (IOException | NumberFormatException e) {
            throw new InvalidPageException("a record cannot be read: " + e.getMessage(), false, e);
        }
    }

    /** The value of the field, null if it is null or there is none. */
    public @Nullable Object get(String field) {
        return getFields().get(field);
    }

    /**
     * The record as an object of a class of yours, or a {@code JsonNode}; fields that the class does not have are left out.
     *
     * @throws InvalidPageException if the record does not fit the class
     */
    public <T> T as(Class<T> type) {
        try {
            return Json.MAPPER
                    .readerFor(type)
                    .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .readValue(body, from, to - from);
        } catch (IOException e) {
            throw new InvalidPageException("a record is no " + type.getSimpleName() + ": " + e.getMessage(), false, e);
        }
    }

    /** The record's text on one line: as it arrived, or without its white space if it has line breaks. */
    public String toLine() {
        if (!SingleLine.breaks(body, from, to)) {
            return toString();
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream(to - from);
        SingleLine.append(body, from, to, line);
        return line.toString(StandardCharsets.UTF_8);
    }

    /** The record's text as it arrived; also how Jackson writes a record. */
    @Override
    @JsonValue
    @JsonRawValue
    public String toString() {
        return new String(body, from, to - from, StandardCharsets.UTF_8);
    }
}
