package io.pagesync.database.row;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.pagesync.page.Json;
import java.io.IOException;
import java.io.StringWriter;

/** Texts without the characters that databases cannot hold: U+0000, and half surrogate pairs. */
final class Stripped {
    private Stripped() {}

    static String text(String text, boolean keepNul) {
        StringBuilder kept = new StringBuilder(text.length());
        text.codePoints()
                .filter(c -> (c != 0 || keepNul) && !(c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE))
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }

    /** All texts and names in a JSON text. */
    static String json(String json) throws IOException {
        StringWriter to = new StringWriter(json.length());
        try (JsonParser parser = Json.MAPPER.getFactory().createParser(json);
                JsonGenerator generator = Json.MAPPER.getFactory().createGenerator(to)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME) {
                    generator.writeFieldName(text(parser.currentName(), false));
                } else if (token == JsonToken.VALUE_STRING) {
                    generator.writeString(text(parser.getText(), false));
                } else if (token.isNumeric()) {
                    generator.writeNumber(parser.getText());
                } else {
                    generator.copyCurrentEvent(parser);
                }
            }
        }
        return to.toString();
    }
}
