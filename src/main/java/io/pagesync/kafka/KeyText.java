package io.pagesync.kafka;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.pagesync.page.InvalidPageException;
import io.pagesync.page.Json;
import io.pagesync.page.JsonRecord;
import java.io.IOException;
import java.util.Collection;
import java.util.List;

/**
 * The key of a record as consumers read it: the text of its one field; a JSON array where there are several, or a scope, which
 * leads.
 *
 * @param scope the values of the collection's scope
 * @param key where the key is in the record
 */
record KeyText(Collection<String> scope, List<JsonPointer> key) {
    /** Of a record that has a key. */
    String of(JsonRecord record) {
        if (key.size() > 1 || !scope.isEmpty()) {
            JsonNode tree = record.as(JsonNode.class);
            ArrayNode all = Json.MAPPER.createArrayNode();
            scope.forEach(all::add);
            key.forEach(each -> all.add(tree.at(each)));
            return all.toString();
        }
        JsonPointer only = key.get(0);
        return only.tail() != null && only.tail().matches()
                ? member(record, only)
                : record.as(JsonNode.class).at(only).asText();
    }

    private static String member(JsonRecord record, JsonPointer pointer) {
        try (JsonParser parser = record.parser()) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    boolean found = parser.currentName().equals(pointer.getMatchingProperty());
                    parser.nextToken();
                    if (found) {
                        return parser.getText();
                    }
                    parser.skipChildren();
                }
            }
            return record.as(JsonNode.class).at(pointer).asText();
        } catch (IOException e) {
            throw new InvalidPageException("a record cannot be read: " + e.getMessage(), false, e);
        }
    }
}
