package io.pagesync.page.read;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.pagesync.page.InvalidPageException;
import io.pagesync.page.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Puts the names of members into the records that are their values, each as its record's first field. All other bytes stay
 * as they arrived; the name, too, with whatever escapes it came.
 */
final class MemberNames {
    private final byte[] body;
    private final String field;
    private final byte[] begin;
    private final ByteArrayOutputStream out;
    private int copied;

    private MemberNames(byte[] body, String field) {
        this.body = body;
        this.field = field;
        this.begin = ('"' + new String(JsonStringEncoder.getInstance().quoteAsString(field)) + "\":")
                .getBytes(StandardCharsets.UTF_8);
        this.out = new ByteArrayOutputStream(body.length + body.length / 4);
    }

    /**
     * The answer with names in its records; as it was, if it is no JSON, or has no object where the records should be.
     *
     * @throws InvalidPageException if a member is no object, or has such a field already
     */
    static byte[] put(byte[] body, JsonPointer records, String field) {
        try {
            return new MemberNames(body, field).put(body, records);
        } catch (JsonParseException e) {
            if (!LoneSurrogates.stopped(e)) {
                return body;
            }
        } catch (IOException e) {
            return body;
        }
        try {
            return new MemberNames(body, field).put(LoneSurrogates.replaced(body), records);
        } catch (IOException e) {
            // Whoever reads the answer says what is wrong with it.
            return body;
        }
    }

    private byte[] put(byte[] parsed, JsonPointer records) throws IOException {
        try (JsonParser parser = Json.MAPPER.createParser(parsed)) {
            parser.nextToken();
            walk(parser, records);
        }
        out.write(body, copied, body.length - copied);
        return out.toByteArray();
    }

    private void walk(JsonParser parser, JsonPointer records) throws IOException {
        boolean object = parser.currentToken() == JsonToken.START_OBJECT;
        if (object && records.matches()) {
            members(parser);
        } else if (object) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                walkOrSkip(parser, records.matchProperty(parser.currentName()), parser.nextToken());
            }
        } else if (parser.currentToken() == JsonToken.START_ARRAY && !records.matches()) {
            JsonToken token = parser.nextToken();
            for (int i = 0; token != JsonToken.END_ARRAY; i++) {
                walkOrSkip(parser, records.matchElement(i), token);
                token = parser.nextToken();
            }
        } else {
            parser.skipChildren();
        }
    }

    private void walkOrSkip(JsonParser parser, @Nullable JsonPointer records, @Nullable JsonToken token)
            throws IOException {
        if (records == null || token == null) {
            parser.skipChildren();
        } else {
            walk(parser, records);
        }
    }

    private void members(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            int quote = (int) parser.currentTokenLocation().getByteOffset();
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new InvalidPageException(
                        "the member " + shown(name) + " is no object, so there is no place for its name in it",
                        false,
                        null);
            }
            int inside = (int) parser.currentTokenLocation().getByteOffset() + 1;
            out.write(body, copied, inside - copied);
            out.writeBytes(begin);
            out.write(body, quote, endOfString(quote) - quote);
            copied = inside;
            if (fields(parser, name) > 0) {
                out.write(',');
            }
        }
    }

    /** How many fields the record has. */
    private int fields(JsonParser parser, String name) throws IOException {
        int fields = 0;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            if (parser.currentName().equals(field)) {
                throw InvalidPageException.mendedBy(
                        "memberName",
                        "the member " + shown(name) + " has a field '" + field
                                + "' of its own, which cannot be its name as well; call that otherwise");
            }
            fields++;
            parser.nextToken();
            parser.skipChildren();
        }
        return fields;
    }

    /** Where the string is over that begins with the quote here. */
    private int endOfString(int quote) {
        int at = quote + 1;
        while (body[at] != '"') {
            at += body[at] == '\\' ? 2 : 1;
        }
        return at + 1;
    }

    private static String shown(String name) {
        return AnswerStart.of(name.getBytes(StandardCharsets.UTF_8));
    }
}
