package io.pagesync.database.row;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.pagesync.database.table.ColumnRules;
import io.pagesync.database.table.FieldPath;
import io.pagesync.page.Json;
import io.pagesync.page.JsonRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** A record without what is not to be stored: fields that are left out, and the values of those that are masked. */
public final class HiddenFields {
    private HiddenFields() {}

    /** The record as it may be kept; nothing of one that cannot be read. */
    public static byte[] without(byte[] record, ColumnRules rules) {
        if (!rules.hides()) {
            return record;
        }
        try (JsonParser parser = Json.MAPPER.createParser(record)) {
            return without(parser, rules);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    /** The record as it may be kept; nothing of one that cannot be read, of which nobody knows what it holds. */
    public static byte[] without(JsonRecord record, ColumnRules rules) {
        try (JsonParser parser = record.parser()) {
            return without(parser, rules);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    private static byte[] without(JsonParser parser, ColumnRules rules) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator to = Json.MAPPER.getFactory().createGenerator(bytes)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return new byte[0];
            }
            to.writeStartObject();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                copy(parser, to, rules);
            }
            to.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void copy(JsonParser parser, JsonGenerator to, ColumnRules rules) throws IOException {
        String name = parser.currentName();
        String field = FieldPath.ofName(name);
        JsonToken value = parser.nextToken();
        if (!rules.writes(field)) {
            parser.skipChildren();
            return;
        }
        to.writeFieldName(name);
        if (value != JsonToken.VALUE_NULL && rules.mask().contains(field)) {
            parser.skipChildren();
            to.writeString(ColumnRules.MASKED);
        } else {
            to.copyCurrentStructureExact(parser);
        }
    }
}
