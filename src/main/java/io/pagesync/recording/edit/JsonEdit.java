package io.pagesync.recording.edit;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import io.pagesync.PagesyncException;
import io.pagesync.page.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Replaces values in a JSON text; every byte between them stays as it is. */
public final class JsonEdit {
    private JsonEdit() {}

    /** What becomes of a value. */
    public interface Rule {
        /**
         * Decides about a value.
         *
         * @param path the names and indices that lead to it
         * @param token what it is: a scalar, or the beginning of an object or an array
         * @param text its text, if it is a scalar; else the bracket
         * @return the JSON that takes its place; null if it stays, and what is in it is looked at
         */
        @Nullable
        String replacement(List<String> path, JsonToken token, String text);
    }

    /**
     * The text with some of its values replaced.
     *
     * @param body JSON in UTF-8
     * @throws PagesyncException if it is no JSON
     */
    public static byte[] apply(byte[] body, Rule rule) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.length + 64);
        int written = 0;
        try (JsonParser parser = Json.MAPPER.createParser(body)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME || token.isStructEnd()) {
                    continue;
                }
                String with = rule.replacement(path(parser), token, parser.getText());
                if (with != null) {
                    int begin = (int) parser.currentTokenLocation().getByteOffset();
                    parser.skipChildren();
                    parser.finishToken();
                    int end = (int) parser.currentLocation().getByteOffset();
                    out.write(body, written, begin - written);
                    out.writeBytes(with.getBytes(StandardCharsets.UTF_8));
                    written = end;
                }
            }
        } catch (IOException e) {
            throw new PagesyncException("an answer cannot be recorded, because it is no JSON: " + e.getMessage(), e);
        }
        out.write(body, written, body.length - written);
        return written == 0 ? body : out.toByteArray();
    }

    private static List<String> path(JsonParser parser) {
        Deque<String> path = new ArrayDeque<>();
        JsonStreamContext context = parser.getParsingContext();
        if (parser.currentToken().isStructStart()) {
            // The parser is inside already.
            context = context.getParent();
        }
        for (; context != null && !context.inRoot(); context = context.getParent()) {
            path.addFirst(context.inArray() ? Integer.toString(context.getCurrentIndex()) : context.getCurrentName());
        }
        return new ArrayList<>(path);
    }
}
