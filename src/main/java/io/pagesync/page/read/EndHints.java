package io.pagesync.page.read;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.pagesync.page.ApiWord;
import io.pagesync.page.InvalidPageException;
import io.pagesync.page.Json;
import io.pagesync.page.JsonValue;
import io.pagesync.page.Page;
import io.pagesync.page.Place;
import io.pagesync.page.WholeNumber;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an answer says, beside its records, of pages before and behind it, in the words that APIs use for it. A second pass
 * over one page, for the first and the last one only.
 */
public final class EndHints {
    private static final String LINK = "header Link";
    private static final Set<String> URLS = Set.of("href", "url", "uri", "link");
    private static final int DEEPEST = 4;
    private static final int MOST_FIELDS = 500;

    private static final Set<String> AT_LEAST =
            Set.of("gte", "gt", "at_least", "greater_than", "greater_than_or_equal_to");
    private static final Set<String> NOTHING = Set.of("", "0", "-1", "null", "none", "nil", "false", "undefined");

    /** What a hint says. */
    public enum Kind {
        /** There is more; the text says so. */
        MORE,
        /** There is nothing on the page, and the text speaks of a window, a limit or a maximum. */
        CAP,
        /** There is a next page; the text is its link, cursor or number. */
        NEXT,
        /** The last page has a link, which is the text. */
        LAST,
        /** There is a page before. */
        BEFORE,
        /** How many pages there are. */
        PAGES,
        /** How many records there are. */
        TOTAL,
        /** The total is a lower bound, or an estimate. */
        ROUGH
    }

    /**
     * One of them.
     *
     * @param at where it is, as a JSON pointer, or the header Link; empty where it is what the answer says of an error
     * @param text what is there
     */
    public record Hint(Kind kind, String at, String text) {
        /** What is there as a number; -1 if it is none. */
        public long number() {
            return WholeNumber.parse(text).orElse(-1);
        }

        /** What it says where it is that of a page which is the last, of so many pages and records. */
        public String against(int last, long total) {
            return switch (kind) {
                case NEXT -> "the last page names a next one at '" + at + "'";
                case PAGES ->
                    String.format(Locale.ROOT, "the last page declares %,d pages at '%s', not %,d", number(), at, last);
                case TOTAL ->
                    String.format(
                            Locale.ROOT, "the last page declares a total of %,d at '%s', not %,d", number(), at, total);
                case CAP -> "the page without records speaks of a limit: " + text;
                case ROUGH -> "the total is no exact one: '" + at + "' is " + text;
                default -> "the last page says that there is more: '" + at + "' is " + text;
            };
        }
    }

    private final List<Hint> found = new ArrayList<>();
    private final Set<String> onTheWay = new HashSet<>();
    /** Whether the total counts what a filter lets through, so that others beside it may be larger. */
    private final boolean filtered;

    private int fields;

    private EndHints(PageFormat format) {
        filtered = format.total().isInBody()
                && ApiWord.FILTERED_TOTAL.names(
                        format.total().pointer().toString().replaceFirst(".*/", ""));
        onTheWay.addAll(Arrays.asList(format.records().toString().split("/")));
        for (Place place : List.of(format.total(), format.pages(), format.size())) {
            onTheWay.addAll(Arrays.asList(place.pointer().toString().split("/")));
        }
    }

    /** The hints of a page, in the order of its answer. */
    public static List<Hint> of(Page page, PageFormat format) {
        EndHints hints = new EndHints(format);
        hints.link(Kind.NEXT, page.envelope().link());
        hints.link(Kind.LAST, page.envelope().last());
        if (page.getSize() == 0) {
            hints.cap(page.toBytes());
        }
        try (JsonParser parser = Json.MAPPER.createParser(page.toBytes())) {
            JsonToken root = parser.nextToken();
            if (root == JsonToken.START_OBJECT) {
                hints.look(parser, "", 1);
            } else if (root == JsonToken.START_ARRAY
                    && format.records().toString().equals("/1")
                    && parser.nextToken() == JsonToken.START_OBJECT) {
                hints.look(parser, "/0", 1);
            }
        } catch (IOException e) {
            // The page itself was read; it has what this parser is too strict for, such as half a character.
        }
        return hints.found;
    }

    private void cap(byte[] body) {
        ErrorText.of(body)
                .filter(text -> ErrorText.speaksOfACap(text.getBytes(StandardCharsets.UTF_8)))
                .ifPresent(text -> found.add(new Hint(Kind.CAP, "", text)));
    }

    private void link(Kind kind, @Nullable String link) {
        if (link != null) {
            found.add(new Hint(kind, LINK, link));
        }
    }

    private void look(JsonParser parser, String below, int depth) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            String at = below + "/" + name;
            JsonToken token = parser.nextToken();
            String word = ApiWord.of(name);
            if (++fields > MOST_FIELDS) {
                parser.skipChildren();
            } else if (token == JsonToken.START_ARRAY) {
                array(parser, word, at);
            } else if (token != JsonToken.START_OBJECT) {
                scalar(token, word, at, parser.getText());
            } else if (ApiWord.NEXT.is(word)) {
                object(parser, Kind.NEXT, at);
            } else if (word.equals("last")) {
                object(parser, Kind.LAST, at);
            } else if (depth < DEEPEST && (ApiWord.HOLDER.is(word) || onTheWay.contains(name))) {
                look(parser, at, depth + 1);
            } else {
                parser.skipChildren();
            }
        }
    }

    /** A list of links, of which one may be the next or the last; any other list is not looked into. */
    private void array(JsonParser parser, String word, String at) throws IOException {
        if (!word.equals("links") && !word.equals("link")) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                object(parser, null, at);
            } else {
                parser.skipChildren();
            }
        }
    }

    /** A link as an object: its URL, wherever in it that is; nothing if it has none. */
    private void object(JsonParser parser, @Nullable Kind itself, String at) throws IOException {
        Kind kind = itself;
        String url = null;
        String any = "";
        String field = "";
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            String text = token.isScalarValue() ? parser.getText() : "";
            if (URLS.contains(name)) {
                url = text;
                field = name;
            } else if (itself == null && (name.equals("rel") || name.equals("relation"))) {
                kind = text.equals("next") ? Kind.NEXT : text.equals("last") ? Kind.LAST : null;
            } else if (token != JsonToken.VALUE_NULL && (any.isEmpty() || ApiWord.CURSOR.names(name))) {
                any = text;
                field = url == null ? name : field;
            }
            parser.skipChildren();
        }
        String text = url == null && kind != Kind.LAST ? any : String.valueOf(url);
        if (kind != null && !isNothing(text)) {
            // Of a list, nobody knows at which index the next page's will be.
            found.add(new Hint(kind, itself == null ? at : at + "/" + field, text));
        }
    }

    private void scalar(JsonToken token, String word, String at, String text) {
        boolean yes = text.equalsIgnoreCase("true") || (token.isNumeric() && text.equals("1"));
        boolean no = text.equalsIgnoreCase("false");
        boolean number = WholeNumber.parse(text).isPresent();
        boolean remain = number && ApiWord.REMAINING.is(word) && !isNothing(text);
        if ((yes && ApiWord.MORE.is(word)) || (no && ApiWord.LAST.is(word)) || remain) {
            found.add(new Hint(Kind.MORE, at, text));
        } else if ((yes && ApiWord.HAS_BEFORE.is(word)) || (no && ApiWord.FIRST.is(word))) {
            found.add(new Hint(Kind.BEFORE, at, ""));
        } else if ((yes && ApiWord.ROUGH.is(word))
                || (no && ApiWord.EXACT.is(word))
                || (word.endsWith("relation") && AT_LEAST.contains(text.toLowerCase(Locale.ROOT)))) {
            found.add(new Hint(Kind.ROUGH, at, text));
        } else if (ApiWord.NEXT.is(word) && !yes && !isNothing(text)) {
            found.add(new Hint(Kind.NEXT, at, text));
        } else if (word.equals("last") && !number && !no && !yes && !isNothing(text)) {
            found.add(new Hint(Kind.LAST, at, text));
        } else if (number && ApiWord.PAGES.is(word)) {
            found.add(new Hint(Kind.PAGES, at, text));
        } else if (number && ApiWord.TOTAL.is(word) && !filtered) {
            found.add(new Hint(Kind.TOTAL, at, text));
        }
    }

    /** Whether it is one of the ways to say that there is no next one. */
    public static boolean isNothing(String text) {
        return NOTHING.contains(text.strip().toLowerCase(Locale.ROOT));
    }

    /** Whether a page names no next one: by nothing, null, or one of the other ways to say so. */
    public static boolean isNothing(JsonValue next) {
        if (!next.isObject()) {
            return isNothing(next.text()) || next.json().replaceAll("\\s", "").equals("[]");
        }
        try {
            return next.members().values().stream().allMatch(EndHints::isNothing);
        } catch (InvalidPageException e) {
            // What cannot be sent is said when it is asked for.
            return false;
        }
    }
}
