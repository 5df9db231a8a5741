package io.pagesync.page.read;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.pagesync.page.AnswerHeaders;
import io.pagesync.page.Envelope;
import io.pagesync.page.InvalidPageException;
import io.pagesync.page.Json;
import io.pagesync.page.JsonValue;
import io.pagesync.page.LinkList;
import io.pagesync.page.Page;
import io.pagesync.page.read.PageFormat.RecordsAre;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the records of an answer by a streaming parser: one pass that checks the JSON and notes where each record
 * begins and ends. No tree is built, no number is printed again. One reader reads one answer.
 */
public final class PageReader {
    private static final @Nullable JsonPointer[] NOWHERE = {};
    private static final Envelope NOTHING_SAID = new Envelope(null, null, null);

    /** Where records begin and end is kept in memory, 8 bytes a record: 8,388,608 records, more than anybody gives at once. */
    private static final int MOST_BOUNDS = 256 << 16;

    private final PageFormat format;
    private final byte[] body;
    private final RecordKeys keys;
    private final Told told;
    private int[] bounds = new int[256];
    private int used;
    private boolean foundRecords;
    private boolean noRecordsAtAll;
    private boolean multiline;
    private boolean speaksOfErrors;

    private PageReader(PageFormat format, byte[] body) {
        this.format = format;
        this.body = body;
        this.keys = new RecordKeys(format.key());
        this.told = new Told(format);
    }

    /** The page in an answer without headers. */
    public static Page read(int number, byte[] body, @Nullable Charset charset, PageFormat format) {
        return read(number, body, charset, format, AnswerHeaders.NONE);
    }

    /**
     * The page in an answer.
     *
     * @param number which page of the run it is, from 1
     * @param body the answer's bytes, decompressed; the page keeps them, so the caller must not change them
     * @param charset the charset the answer named, null if none
     * @param headers the answer's headers
     * @throws InvalidPageException if the answer is no JSON, is cut short, is nested too deep, or has no records where the
     *     format says
     */
    public static Page read(
            int number, byte[] body, @Nullable Charset charset, PageFormat format, AnswerHeaders headers) {
        byte[] utf8 = Utf8Body.of(body, charset);
        byte[] named = format.recordsAre() == RecordsAre.MEMBERS
                        && !format.memberName().isEmpty()
                ? MemberNames.put(utf8, format.records(), format.memberName())
                : utf8;
        PageReader reader = new PageReader(format, named);
        Page page = reader.read(number, named);
        return page.saying(reader.told.envelope(
                headers, reader.next(), reader.speaksOfErrors && page.getSize() > 0 ? ErrorText.beside(named) : null));
    }

    /** The same page with the keys that another format names. */
    public static Page again(Page page, PageFormat format) {
        return kept(page.getNumber(), page.toBytes(), page.envelope(), format);
    }

    /**
     * A page whose bytes were kept.
     *
     * @param body what {@link Page#toBytes} gave; the page keeps them
     * @param envelope what it said about the collection
     * @throws InvalidPageException as {@link #read}
     */
    public static Page kept(int number, byte[] body, Envelope envelope, PageFormat format) {
        return new PageReader(format, body).read(number, body).saying(envelope);
    }

    /** The page; {@code parsed} is what the parser is given for its bytes. */
    private Page read(int number, byte[] parsed) {
        try (JsonParser parser = Json.MAPPER.createParser(parsed)) {
            if (parser.nextToken() == null) {
                throw new InvalidPageException("the answer is empty where JSON was expected", true, null);
            }
            walk(parser, format.records(), told.pointers());
            if (parser.nextToken() != null) {
                throw new InvalidPageException(
                        "the answer goes on after its JSON has ended, at byte "
                                + parser.currentTokenLocation().getByteOffset()
                                + "; is it JSON Lines, one value a line? Pages are read as one JSON value each",
                        false,
                        null);
            }
            if (!foundRecords && !isEmpty(number)) {
                throw NoRecords.in(body, format);
            }
            if (used == 0) {
                NoRecords.requireNoError(body, format);
            }
        } catch (JsonEOFException e) {
            throw JsonFault.cutShort(body, e);
        } catch (StreamConstraintsException e) {
            throw new InvalidPageException(
                    "the answer goes beyond a limit: " + e.getOriginalMessage().replaceFirst(", from `.*`", ""),
                    false,
                    e);
        } catch (JsonParseException e) {
            if (parsed == body && LoneSurrogates.stopped(e)) {
                return read(number, LoneSurrogates.replaced(body));
            }
            throw JsonFault.of(body, e);
        } catch (IOException e) {
            throw new InvalidPageException("the answer cannot be read: " + e.getMessage(), false, e);
        }
        return new Page(number, body, Arrays.copyOf(bounds, used), multiline, NOTHING_SAID, keys.take());
    }

    /** Walks the value at the current token; each pointer is what is left of it from here, null if it leads elsewhere. */
    private void walk(JsonParser parser, @Nullable JsonPointer records, @Nullable JsonPointer[] places)
            throws IOException {
        JsonToken token = parser.currentToken();
        boolean here = matches(records);
        boolean leads = leads(records);
        for (int i = 0; i < places.length; i++) {
            if (matches(places[i])) {
                told.put(i, describe(parser));
            }
            leads |= leads(places[i]);
        }
        boolean next = places.length > Told.NEXT && matches(places[Told.NEXT]);
        int begin = next ? (int) parser.currentTokenLocation().getByteOffset() : 0;
        noRecordsAtAll |= here && token == JsonToken.VALUE_NULL;
        if (here && readRecords(parser, places)) {
            foundRecords = true;
        } else if (token == JsonToken.START_OBJECT && leads) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                speaksOfErrors |= parser.nextToken() != JsonToken.VALUE_NULL && ErrorText.BESIDE.containsKey(name);
                walk(parser, below(records, name), below(places, name, -1));
            }
        } else if (token == JsonToken.START_ARRAY && leads) {
            for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
                walk(parser, below(records, i), below(places, "", i));
            }
        } else {
            parser.skipChildren();
        }
        if (next) {
            parser.finishToken();
            int end = (int) parser.currentLocation().getByteOffset();
            told.put(Told.NEXT, new String(body, begin, end - begin, StandardCharsets.UTF_8));
        }
    }

    /** Whether it says in another way that there is nothing: null or no list at all, or an empty list for the whole page. */
    private boolean isEmpty(int number) {
        boolean list =
                number > 1 && body.length < 16 && new String(body, StandardCharsets.UTF_8).matches("\\s*\\[\\s*]\\s*");
        return list
                || ((noRecordsAtAll || (number > 1 && isToldOtherwise()))
                        && ErrorText.of(body).isEmpty());
    }

    /** Whether what a page says of the next one, or its user, shows that it is a page; some APIs leave out an empty list. */
    private boolean isToldOtherwise() {
        return (told.namesNext() || (!format.next().isNone() && format.endIsDeclared()))
                && !Outline.of(body, format.records()).hasRecords();
    }

    /** Reads the records at the parser's token, unless what is there is not what they are said to be. */
    private boolean readRecords(JsonParser parser, @Nullable JsonPointer[] places) throws IOException {
        JsonToken token = parser.currentToken();
        boolean array = token == JsonToken.START_ARRAY && format.recordsAre() == RecordsAre.ELEMENTS;
        if (!array && (token != JsonToken.START_OBJECT || format.recordsAre() == RecordsAre.ELEMENTS)) {
            return isEmptyArray(parser);
        }
        // A field named twice: the last one counts, as for every other parser.
        used = 0;
        multiline = false;
        keys.clear();
        if (format.recordsAre() == RecordsAre.ONE) {
            readRecord(parser);
            told.putWithin(body, bounds[0], bounds[1], places);
        } else if (array) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                readRecord(parser);
            }
        } else {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                parser.nextToken();
                readRecord(parser);
            }
        }
        return true;
    }

    private void readRecord(JsonParser parser) throws IOException {
        if (used == bounds.length) {
            if (used >= MOST_BOUNDS) {
                throw new InvalidPageException(
                        "the answer holds more than " + MOST_BOUNDS / 2 + " records; ask for smaller pages",
                        false,
                        null);
            }
            bounds = Arrays.copyOf(bounds, 2 * used);
        }
        JsonLocation begin = parser.currentTokenLocation();
        keys.read(parser);
        parser.finishToken();
        JsonLocation end = parser.currentLocation();
        bounds[used] = (int) begin.getByteOffset();
        bounds[used + 1] = (int) end.getByteOffset();
        // The parser counts lines anyway; a search for line breaks took a third of the time of parsing.
        multiline |= begin.getLineNr() != end.getLineNr();
        keys.ended(body, bounds[used], bounds[used + 1]);
        used += 2;
    }

    /** What is next, where it is not found on the way: in the last record, or in a list of links. */
    private @Nullable JsonValue next() {
        return switch (format.next().kind()) {
            case LAST_RECORD ->
                used == 0
                        ? null
                        : JsonValue.at(
                                body,
                                bounds[used - 2],
                                bounds[used - 1],
                                format.next().pointer());
            case BODY ->
                told.hasNext() ? null : LinkList.find(body, format.next().pointer());
            default -> null;
        };
    }

    /** Some languages write an empty object as an empty array. */
    private boolean isEmptyArray(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY || format.recordsAre() != RecordsAre.MEMBERS) {
            return false;
        }
        boolean empty = parser.nextToken() == JsonToken.END_ARRAY;
        while (!empty && parser.currentToken() != JsonToken.END_ARRAY) {
            parser.skipChildren();
            parser.nextToken();
        }
        return empty;
    }

    private static boolean matches(@Nullable JsonPointer pointer) {
        return pointer != null && pointer.matches();
    }

    private static boolean leads(@Nullable JsonPointer pointer) {
        return pointer != null && !pointer.matches();
    }

    private static @Nullable JsonPointer below(@Nullable JsonPointer pointer, String name) {
        return pointer == null || pointer.matches() ? null : pointer.matchProperty(name);
    }

    /** What is left of the pointers that lead on by this name, or by this index if it is not negative; empty if none. */
    private static @Nullable JsonPointer[] below(@Nullable JsonPointer[] pointers, String name, int index) {
        @Nullable JsonPointer[] below = NOWHERE;
        for (int i = 0; i < pointers.length; i++) {
            JsonPointer left = index < 0 ? below(pointers[i], name) : below(pointers[i], index);
            if (left != null) {
                below = below.length == 0 ? new @Nullable JsonPointer[pointers.length] : below;
                below[i] = left;
            }
        }
        return below;
    }

    private static @Nullable JsonPointer below(@Nullable JsonPointer pointer, int index) {
        return pointer == null || pointer.matches() ? null : pointer.matchElement(index);
    }

    private static String describe(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            default -> parser.getText();
        };
    }
}
