package io.pagesync.database;

import static io.pagesync.database.UnfitException.quoted;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * Finds what a database cannot hold without loss. Half a surrogate pair is no character and has no form in UTF-8, so no
 * database holds it as text; in JSON that is kept as text its escape stays.
 */
final class ValueCheck {
    private final Dialect dialect;

    ValueCheck(Dialect dialect) {
        this.dialect = dialect;
    }

    /** The text, if it can be held. */
    String text(String field, String text) throws UnfitException {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 && !dialect.holdsNul()) {
                throw new UnfitException(
                        "its field " + quoted(field) + " holds \\u0000, which " + dialect.product() + " cannot");
            }
            if (Character.isSurrogate(c)) {
                boolean pair = i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1));
                if (!pair) {
                    throw new UnfitException("its field " + quoted(field) + " holds half a surrogate pair, "
                            + String.format(java.util.Locale.ROOT, "\\u%04x", (int) c));
                }
                i++;
            }
        }
        return text;
    }

    /** The number's digits, if they can be held. */
    String number(String field, String digits) throws UnfitException {
        if (!dialect.holdsNumber(digits)) {
            throw new UnfitException(
                    "its field " + quoted(field) + " is a number beyond those of " + dialect.product());
        }
        return digits;
    }

    /** Passes over the object or array at the parser's token, to its end. */
    void nested(String field, JsonParser parser) throws IOException, UnfitException {
        if (dialect.keepsJsonAsText()) {
            parser.skipChildren();
            return;
        }
        int depth = 1;
        while (depth > 0) {
            JsonToken token = parser.nextToken();
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            } else if (token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME) {
                text(field, parser.getText());
            } else if (token.isNumeric()) {
                number(field, parser.getText());
            }
        }
    }

    /** A key of this many bytes. */
    void key(int bytes) throws UnfitException {
        if (bytes > dialect.longestKey()) {
            throw new UnfitException(
                    "its key has " + bytes + " bytes, " + dialect.product() + " takes at most " + dialect.longestKey());
        }
    }
}
