package io.pagesync.page.read;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.pagesync.page.Envelope;
import io.pagesync.page.InvalidPageException;
import io.pagesync.page.Json;
import io.pagesync.page.Page;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the records of an answer by a streaming parser: one pass that checks the JSON and notes where each record
 * begins and ends. No tree is built, no number is printed again. One reader reads one answer.
 */
public final class PageReader {
    private static final Pattern UNFINISHED =
            Pattern.compile("(?<![a-z])(t|tr|tru|f|fa|fal|fals|n|nu|nul)$|\\.$|,\\s*$");

    /** Where records begin and end is kept in memory, 8 bytes a record: 8,388,608 records, more than anybody gives at once. */
    private static final int MOST_BOUNDS = 256 << 16;

    private final PageFormat format;
    private final byte[] body;
    private final RecordKeys keys;
    private int[] bounds = new int[256];
    private int used;
    private boolean foundRecords;
    private boolean noRecordsAtAll;
    private boolean multiline;
    private @Nullable String total;
    private @Nullable String size;
    private @Nullable String next;

    private PageReader(PageFormat format, byte[] body) {
        this.format = format;
        this.body = body;
        this.keys = new RecordKeys(format.key());
    }

    /**
     * The page in an answer.
     *
     * @param number which page of the run it is, from 1
     * @param body the answer's bytes, decompressed; the page keeps them, so the caller must not change them
     * @param charset the charset the answer named, null if none
     * @throws InvalidPageException if the answer is no JSON, is cut short, is nested too deep, or has no array of
     *     records where the format says
     */
    public static Page read(int number, byte[] body, @Nullable Charset charset, PageFormat format) {
        byte[] utf8 = Utf8Body.of(body, charset);
        return new PageReader(format, utf8).read(number, utf8);
    }

    /** The page; {@code parsed} is what the parser is given for its bytes. */
    private Page read(int number, byte[] parsed) {
        try (JsonParser parser = Json.MAPPER.createParser(parsed)) {
            if (parser.nextToken() == null) {
                throw new InvalidPageException("the answer is empty where JSON was expected", true, null);
            }
            walk(parser, format.records(), format.total(), format.size(), format.next());
            if (parser.nextToken() != null) {
                throw new InvalidPageException(
                        "the answer goes on after its JSON has ended, at byte "
                                + parser.currentTokenLocation().getByteOffset(),
                        false,
                        null);
            }
            if (!foundRecords && !isEmpty(number)) {
                throw noRecords(body);
            }
        } catch (JsonEOFException e) {
            throw cutShort(body, e);
        } catch (StreamConstraintsException e) {
            throw new InvalidPageException("the answer goes beyond a limit: " + e.getOriginalMessage(), false, e);
        } catch (JsonParseException e) {
            if (parsed == body && LoneSurrogates.stopped(e)) {
                return new PageReader(format, body).read(number, LoneSurrogates.replaced(body));
            }
            if (endsWithin(body, e)) {
                throw cutShort(body, e);
            }
            throw JsonFault.of(body, e);
        } catch (IOException e) {
            throw new InvalidPageException("the answer cannot be read: " + e.getMessage(), false, e);
        }
        Envelope envelope = new Envelope(total, size, next);
        return new Page(number, body, Arrays.copyOf(bounds, used), multiline, envelope, keys.take());
    }

    /** Walks the value at the current token; each pointer is what is left of it from here, null if it leads elsewhere. */
    private void walk(
            JsonParser parser,
            @Nullable JsonPointer records,
            @Nullable JsonPointer total,
            @Nullable JsonPointer size,
            @Nullable JsonPointer next)
            throws IOException {
        JsonToken token = parser.currentToken();
        if (matches(total)) {
            this.total = describe(parser);
        }
        if (matches(size)) {
            this.size = describe(parser);
        }
        if (matches(next)) {
            this.next = describe(parser);
        }
        noRecordsAtAll |= matches(records) && token == JsonToken.VALUE_NULL;
        if (matches(records) && token == JsonToken.START_ARRAY) {
            readRecords(parser);
        } else if (token == JsonToken.START_OBJECT && (leads(records) || leads(total) || leads(size) || leads(next))) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                walk(parser, below(records, name), below(total, name), below(size, name), below(next, name));
            }
        } else if (token == JsonToken.START_ARRAY && (leads(records) || leads(total) || leads(size) || leads(next))) {
            for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
                walk(parser, below(records, i), below(total, i), below(size, i), below(next, i));
            }
        } else {
            parser.skipChildren();
        }
    }

    /** Whether it says in another way that there is nothing: null for the list, or an empty list for the whole page. */
    private boolean isEmpty(int number) {
        boolean list =
                number > 1 && body.length < 16 && new String(body, StandardCharsets.UTF_8).matches("\\s*\\[\\s*]\\s*");
        return list || (noRecordsAtAll && ErrorText.of(body).isEmpty());
    }

    private void readRecords(JsonParser parser) throws IOException {
        foundRecords = true;
        // A field named twice: the last one counts, as for every other parser.
        used = 0;
        multiline = false;
        keys.clear();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
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

    private static @Nullable JsonPointer below(@Nullable JsonPointer pointer, int index) {
        return pointer == null || pointer.matches() ? null : pointer.matchElement(index);
    }

    private static InvalidPageException cutShort(byte[] body, JsonParseException e) {
        return new InvalidPageException(
                "the answer is cut short: its JSON ends after " + body.length + " bytes", true, e);
    }

    /** Jackson calls the beginning of a literal, a fraction or a member wrong, also where only the rest is missing. */
    private static boolean endsWithin(byte[] body, JsonParseException e) {
        String text =
                new String(body, Math.max(0, body.length - 200), Math.min(200, body.length), StandardCharsets.US_ASCII);
        Matcher end = UNFINISHED.matcher(text);
        return end.find()
                && e.getLocation().getByteOffset()
                        >= body.length - 1 - end.group().length();
    }

    private static String describe(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            default -> parser.getText();
        };
    }

    private InvalidPageException noRecords(byte[] body) {
        Outline outline = Outline.of(body, format.records());
        String message = outline.whatIsThere() + ", where the array of records was expected";
        Optional<String> error = outline.hasRecords() ? Optional.empty() : ErrorText.of(body);
        if (error.isPresent()) {
            return InvalidPageException.inPlaceOfAPage(message + "; the answer says " + error.get(), null);
        }
        if (outline.isThereAnObjectOfObjects()) {
            return new InvalidPageException(
                    message + "; if its members are the records: they cannot be loaded, only an array's elements can",
                    false,
                    null);
        }
        message += "; " + outline.arrays();
        return outline.hasArrays()
                ? InvalidPageException.mendedBy("records", message + ", say where the records are")
                : new InvalidPageException(message + ", check the path and the query", false, null);
    }
}
