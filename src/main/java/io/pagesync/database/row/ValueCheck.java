package io.pagesync.database.row;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.pagesync.database.table.ColumnType;
import io.pagesync.database.table.Facts;
import io.pagesync.database.table.Quoted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Finds what a database cannot hold without loss. Half a surrogate pair is no character and has no form in UTF-8, so no
 * database holds it as text; in JSON that is kept as text its escape stays.
 */
final class ValueCheck {
    private final Facts facts;
    private final boolean strip;

    /**
     * Of values for a database.
     *
     * @param strip whether characters that it cannot hold are taken out, and not refused
     */
    ValueCheck(Facts facts, boolean strip) {
        this.facts = facts;
        this.strip = strip;
    }

    /** Adds the string at the parser's token to the text, if it can be held. */
    void text(String field, JsonParser parser, PageText to) throws IOException, UnfitException {
        char[] characters = parser.getTextCharacters();
        int from = parser.getTextOffset();
        int count = parser.getTextLength();
        int plain = to.addAscii(characters, from, count);
        if (plain < count) {
            String rest = new String(characters, from + plain, count - plain);
            to.add(fits(field, characters, from + plain, from + count) ? rest : Stripped.text(rest, facts.holdsNul()));
        }
    }

    /** False where something is to be taken out. */
    private boolean fits(String field, char[] characters, int from, int to) throws UnfitException {
        for (int i = from; i < to; i++) {
            char c = characters[i];
            if (c == 0 && !facts.holdsNul()) {
                if (strip) {
                    return false;
                }
                throw new UnfitException("its field " + Quoted.of(field) + " holds \\u0000, which " + facts.product()
                        + " cannot hold (badText: strip takes it out)");
            }
            if (Character.isSurrogate(c)) {
                boolean pair = i + 1 < to && Character.isSurrogatePair(c, characters[i + 1]);
                if (!pair && strip) {
                    return false;
                }
                if (!pair) {
                    throw new UnfitException("its field " + Quoted.of(field) + " holds half a surrogate pair, "
                            + String.format(Locale.ROOT, "\\u%04x", (int) c));
                }
                i++;
            }
        }
        return true;
    }

    /**
     * Adds a number to the text, as it was written, if it can be held.
     *
     * @return the narrowest type that holds it
     */
    ColumnType number(String field, byte[] source, int from, int to, boolean whole, PageText text)
            throws UnfitException {
        int count = to - from;
        if (whole && count <= ColumnType.SHORT_INTEGER) {
            // The one whole number of two forms, -0: columns of numbers have only one.
            int sign = count == 2 && source[from] == '-' && source[from + 1] == '0' ? 1 : 0;
            text.addPlain(source, from + sign, to);
            return ColumnType.INTEGER;
        }
        String digits = new String(source, from, count, StandardCharsets.US_ASCII);
        if (facts.holdsOtherNumbersAsText() && !facts.holdsNumber(digits)) {
            text.add(digits);
            return ColumnType.TEXT;
        }
        String held = facts.number(held(field, digits));
        text.add(held);
        return ColumnType.ofNumber(held, whole);
    }

    private String held(String field, String digits) throws UnfitException {
        if (!facts.holdsNumber(digits)) {
            throw new UnfitException(
                    "its field " + Quoted.of(field) + " is a number beyond those of " + facts.product());
        }
        return digits;
    }

    /**
     * Passes over the object or array at the parser's token, to its end.
     *
     * @return false if something in it is to be taken out
     */
    boolean nested(String field, JsonParser parser) throws IOException, UnfitException {
        if (facts.keepsJsonAsText()) {
            parser.skipChildren();
            return true;
        }
        boolean fits = true;
        int depth = 1;
        while (depth > 0) {
            JsonToken token = parser.nextToken();
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            } else if (token == JsonToken.FIELD_NAME) {
                fits &= name(field, parser.currentName());
            } else if (token == JsonToken.VALUE_STRING) {
                int from = parser.getTextOffset();
                fits &= fits(field, parser.getTextCharacters(), from, from + parser.getTextLength());
            } else if (token.isNumeric()) {
                var unused = held(field, parser.getText());
            }
        }
        return fits;
    }

    private boolean name(String field, String name) throws UnfitException {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) {
                return fits(field, name.toCharArray(), 0, name.length());
            }
        }
        return true;
    }

    /** A key of this many bytes. */
    void key(int bytes) throws UnfitException {
        if (bytes > facts.longestKey()) {
            throw new UnfitException(
                    "its key has " + bytes + " bytes, " + facts.product() + " takes at most " + facts.longestKey());
        }
    }
}
