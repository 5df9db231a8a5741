package io.pagesync.page.read;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import io.pagesync.page.Json;
import io.pagesync.page.Page;
import io.pagesync.page.WholeNumber;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What an answer says, beside its records, of pages before and behind it, in the words that APIs use for it. A second pass
 * over one page, for the first and the last one only.
 */
public final class EndHints {
    private static final String LINK = "header Link";
    private static final int DEEPEST = 4;
    private static final int MOST_FIELDS = 500;

    private static final Set<String> HOLDERS = Set.of(
            "links",
            "paging",
            "pagination",
            "pager",
            "meta",
            "metadata",
            "page",
            "pageinfo",
            "pageable",
            "cursor",
            "cursors",
            "responsemetadata",
            "navigation",
            "info",
            "result",
            "results",
            "response",
            "data",
            "hits",
            "total");
    private static final Set<String> NEXT = Set.of(
            "next",
            "nextpage",
            "nextlink",
            "nexturl",
            "nextpageurl",
            "nexthref",
            "nexturi",
            "nextcursor",
            "nexttoken",
            "nextpagetoken",
            "nextoffset",
            "odatanextlink");
    private static final Set<String> BEFORE = Set.of(
            "prev", "previous", "prevpage", "previouspage", "prevpageurl", "prevlink", "previouslink", "prevurl");
    private static final Set<String> MORE = Set.of(
            "hasmore",
            "hasnext",
            "hasnextpage",
            "hasmorepages",
            "hasmoreitems",
            "hasmoreresults",
            "more",
            "morerecords",
            "moreavailable",
            "istruncated",
            "truncated");
    private static final Set<String> LAST = Set.of("last", "islast", "islastpage", "lastpage", "endofrecords", "done");
    private static final Set<String> HAS_BEFORE = Set.of("hasprevious", "haspreviouspage", "hasprev", "hasprevpage");
    private static final Set<String> FIRST = Set.of("first", "isfirst", "isfirstpage", "firstpage");
    private static final Set<String> PAGES = Set.of(
            "totalpages",
            "pagecount",
            "pagestotal",
            "numpages",
            "numberofpages",
            "pages",
            "lastpage",
            "totalpagecount",
            "totalnumberofpages",
            "maxpage");
    private static final Set<String> TOTALS = Set.of(
            "total",
            "totalcount",
            "totalelements",
            "totalitems",
            "totalrecords",
            "totalresults",
            "totalhits",
            "totalrows",
            "totalsize",
            "numfound",
            "xtotalcount");
    private static final Set<String> ROUGH = Set.of(
            "incompleteresults",
            "approximate",
            "isapproximate",
            "estimated",
            "isestimated",
            "totalisestimate",
            "totalestimated",
            "capped",
            "istotalcapped");

    /** What a hint says. */
    public enum Kind {
        /** There is more; the text says so. */
        MORE,
        /** There is a next page; the text is its link, cursor or number. */
        NEXT,
        /** There is a page before; the text is its link or number, empty if it only says so. */
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
     * @param at where it is, as a JSON pointer, or the header Link
     * @param text what is there
     */
    public record Hint(Kind kind, String at, String text) {
        /** What is there as a number; -1 if it is none. */
        public long number() {
            return WholeNumber.parse(text).orElse(-1);
        }
    }

    private final List<Hint> found = new ArrayList<>();
    private final Set<String> onTheWay = new HashSet<>();
    private int fields;

    private EndHints(PageFormat format) {
        for (JsonPointer pointer : List.of(format.records(), format.total(), format.size())) {
            onTheWay.addAll(Arrays.asList(pointer.toString().split("/")));
        }
    }

    /** The hints of a page, in the order of its answer. */
    public static List<Hint> of(Page page, PageFormat format) {
        EndHints hints = new EndHints(format);
        String link = page.envelope().link();
        if (link != null) {
            hints.found.add(new Hint(Kind.NEXT, LINK, link));
        }
        try (JsonParser parser = Json.MAPPER.createParser(page.toBytes())) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                hints.look(parser, "", 1);
            }
        } catch (IOException e) {
            // The page itself was read; it has what this parser is too strict for, such as half a character.
        }
        return hints.found;
    }

    private void look(JsonParser parser, String below, int depth) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            String at = below + "/" + name;
            JsonToken token = parser.nextToken();
            String word = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
            if (++fields > MOST_FIELDS || token == JsonToken.START_ARRAY) {
                parser.skipChildren();
            } else if (token != JsonToken.START_OBJECT) {
                scalar(token, word, at, parser.getText());
            } else if (NEXT.contains(word)) {
                object(parser, Kind.NEXT, at);
            } else if (BEFORE.contains(word)) {
                object(parser, Kind.BEFORE, at);
            } else if (depth < DEEPEST && (HOLDERS.contains(word) || onTheWay.contains(name))) {
                look(parser, at, depth + 1);
            } else {
                parser.skipChildren();
            }
        }
    }

    /** A link as an object: its URL, wherever in it that is; nothing if it is empty. */
    private void object(JsonParser parser, Kind kind, String at) throws IOException {
        String text = "";
        boolean empty = true;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            empty &= token == JsonToken.VALUE_NULL;
            text = token.isScalarValue() && (text.isEmpty() || name.equals("href") || name.equals("url"))
                    ? parser.getText()
                    : text;
            parser.skipChildren();
        }
        if (!empty) {
            found.add(new Hint(kind, at, text));
        }
    }

    private void scalar(JsonToken token, String word, String at, String text) {
        boolean yes = token == JsonToken.VALUE_TRUE;
        boolean no = token == JsonToken.VALUE_FALSE;
        boolean number = WholeNumber.parse(text).isPresent();
        boolean something = token.isScalarValue() && !yes && !no && token != JsonToken.VALUE_NULL && !text.isBlank();
        if ((yes && MORE.contains(word)) || (no && LAST.contains(word))) {
            found.add(new Hint(Kind.MORE, at, text));
        } else if ((yes && HAS_BEFORE.contains(word)) || (no && FIRST.contains(word))) {
            found.add(new Hint(Kind.BEFORE, at, ""));
        } else if ((yes && ROUGH.contains(word))
                || (word.endsWith("relation") && (text.equals("gte") || text.equals("gt")))) {
            found.add(new Hint(Kind.ROUGH, at, text));
        } else if (something && !number(token, text, 0) && NEXT.contains(word)) {
            found.add(new Hint(Kind.NEXT, at, text));
        } else if (something && BEFORE.contains(word)) {
            found.add(new Hint(Kind.BEFORE, at, text));
        } else if (number && PAGES.contains(word)) {
            found.add(new Hint(Kind.PAGES, at, text));
        } else if (number && TOTALS.contains(word)) {
            found.add(new Hint(Kind.TOTAL, at, text));
        }
    }

    /** Whether it is this number: 0 and -1 are how some say that there is no next one. */
    private static boolean number(JsonToken token, String text, int value) {
        return token.isNumeric() && (text.equals("-1") || text.equals(Integer.toString(value)));
    }
}
