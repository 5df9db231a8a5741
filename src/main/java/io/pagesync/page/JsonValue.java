package io.pagesync.page;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One JSON value as it stood in an answer.
 *
 * @param json its text, without white space around it
 */
public record JsonValue(String json) {
    /** A text as a JSON string. */
    public static JsonValue ofText(String text) {
        return new JsonValue('"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"');
    }

    /**
     * The value where a pointer leads, in the JSON value that these bytes are; null if there is nothing, or it is no JSON.
     */
    public static @Nullable JsonValue at(byte[] body, int from, int to, JsonPointer pointer) {
        try (JsonParser parser = Json.MAPPER.createParser(body, from, to - from)) {
            parser.nextToken();
            JsonPointer left = pointer;
            while (!left.matches()) {
                JsonPointer below = step(parser, left);
                if (below == null) {
                    return null;
                }
                left = below;
            }
            int begin = (int) parser.currentTokenLocation().getByteOffset();
            parser.skipChildren();
            parser.finishToken();
            int end = (int) parser.currentLocation().getByteOffset();
            return new JsonValue(new String(body, from + begin, end - begin, StandardCharsets.UTF_8));
        } catch (IOException e) {
            return null;
        }
    }

    /** Goes to the value that the pointer's first step leads to, and returns what is left of it; null if there is none. */
    private static @Nullable JsonPointer step(JsonParser parser, JsonPointer left) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                JsonPointer below = left.matchProperty(parser.currentName());
                parser.nextToken();
                if (below != null) {
                    return below;
                }
                parser.skipChildren();
            }
        } else if (parser.currentToken() == JsonToken.START_ARRAY) {
            for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
                JsonPointer below = left.matchElement(i);
                if (below != null) {
                    return below;
                }
                parser.skipChildren();
            }
        }
        return null;
    }

    /** Whether it is an object. */
    public boolean isObject() {
        return json.startsWith("{");
    }

    /** Whether it is an array. */
    public boolean isArray() {
        return json.startsWith("[");
    }

    /** Whether it is a string. */
    public boolean isText() {
        return json.startsWith("\"");
    }

    /** A string's text, with its escapes read; anything else as it was written. */
    public String text() {
        if (!isText()) {
            return json;
        }
        try (JsonParser parser = Json.MAPPER.createParser(json)) {
            parser.nextToken();
            return parser.getText();
        } catch (IOException e) {
            throw new InvalidPageException("a text in the answer cannot be read: " + e.getMessage(), false, e);
        }
    }

    /**
     * An object's members that are not null, in their order, each a text; nothing of what is no object.
     *
     * @throws InvalidPageException if a member is an object or an array
     */
    public Map<String, String> members() {
        Map<String, String> members = new LinkedHashMap<>();
        try (JsonParser parser = Json.MAPPER.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return members;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken token = parser.nextToken();
                if (!token.isScalarValue()) {
                    throw new InvalidPageException("its member '" + name + "' is no text or number", false, null);
                }
                if (token != JsonToken.VALUE_NULL) {
                    members.put(name, parser.getText());
                }
            }
            return members;
        } catch (IOException e) {
            throw new InvalidPageException("an object in the answer cannot be read: " + e.getMessage(), false, e);
        }
    }
}
