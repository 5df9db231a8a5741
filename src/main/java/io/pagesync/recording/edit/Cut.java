package io.pagesync.recording.edit;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.TextNode;
import io.pagesync.page.Page;
import io.pagesync.page.Place;
import io.pagesync.page.look.RawAnswer;
import io.pagesync.page.read.EndHints;
import io.pagesync.page.read.EndHints.Hint;
import io.pagesync.page.read.EndHints.Kind;
import io.pagesync.page.read.PageFormat;
import io.pagesync.page.read.PageFormat.RecordsAre;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Makes a whole collection of its first pages: totals become what is there, and the last page names no next one. Nothing
 * else of an answer changes.
 *
 * @param format where the answers keep what
 * @param oldTotal how many records they declare; empty if they declare none
 * @param oldPages how many pages there were; empty if they declare none
 * @param total how many records there are now
 * @param pages how many pages there are now
 * @param lastQuery the query of the last of them
 */
public record Cut(
        PageFormat format, OptionalLong oldTotal, OptionalInt oldPages, long total, int pages, String lastQuery) {
    /** An answer that is not the last page. */
    public RawAnswer inside(RawAnswer answer, Page page) {
        return edited(answer, page, false, false);
    }

    /** The answer that is the last page. */
    public RawAnswer last(RawAnswer answer, Page page) {
        return edited(answer, page, true, false);
    }

    /** What is answered behind the last page: that page without its records. */
    public RawAnswer behind(RawAnswer last, Page page) {
        return edited(last, page, true, true);
    }

    private RawAnswer edited(RawAnswer answer, Page page, boolean last, boolean emptied) {
        List<Hint> hints = EndHints.of(page, format);
        byte[] body = JsonEdit.apply(
                answer.body(), (path, token, text) -> replacement(hints, pointer(path), token, text, last, emptied));
        return new RawAnswer(answer.status(), headers(answer.headers(), last), body);
    }

    private @Nullable String replacement(
            List<Hint> hints, String at, JsonToken token, String text, boolean last, boolean emptied) {
        if (emptied && at.equals(format.records().toString())) {
            return format.recordsAre() == RecordsAre.MEMBERS ? "{}" : "[]";
        }
        if (last && isAt(format.next(), at)) {
            return "null";
        }
        if (!token.isScalarValue()) {
            return null;
        }
        if (last && isAt(format.more(), at)) {
            return as(token, turned(text, false));
        }
        if (isAt(format.total(), at) || has(hints, Kind.TOTAL, at)) {
            return isOld(text, oldTotal) ? as(token, Long.toString(total)) : null;
        }
        if (isAt(format.pages(), at) || has(hints, Kind.PAGES, at)) {
            return isOld(text, pagesAsLong()) ? as(token, Integer.toString(pages)) : link(token, text);
        }
        for (Hint hint : hints) {
            boolean here = at.equals(hint.at()) || at.startsWith(hint.at() + "/");
            if (here && hint.text().equals(text)) {
                if (hint.kind() == Kind.LAST) {
                    return link(token, text);
                }
                if (last && hint.kind() == Kind.NEXT) {
                    return "null";
                }
                if (last && hint.kind() == Kind.MORE) {
                    return as(token, turned(text, text.equalsIgnoreCase("false")));
                }
            }
        }
        return null;
    }

    /** What says whether there is more, saying something else in its own words. */
    private static String turned(String text, boolean to) {
        return text.matches("\\d+") ? (to ? "1" : "0") : Boolean.toString(to);
    }

    private static String as(JsonToken token, String text) {
        return token == JsonToken.VALUE_STRING ? TextNode.valueOf(text).toString() : text;
    }

    private @Nullable String link(JsonToken token, String text) {
        return token == JsonToken.VALUE_STRING
                ? TextNode.valueOf(lastLink(text)).toString()
                : null;
    }

    private static boolean isAt(Place place, String at) {
        return place.isInBody() && place.pointer().toString().equals(at);
    }

    private static boolean has(List<Hint> hints, Kind kind, String at) {
        return hints.stream().anyMatch(hint -> hint.kind() == kind && hint.at().equals(at));
    }

    private static boolean isOld(@Nullable String text, OptionalLong old) {
        return old.isPresent() && Long.toString(old.getAsLong()).equals(text);
    }

    private OptionalLong pagesAsLong() {
        return oldPages.isPresent() ? OptionalLong.of(oldPages.getAsInt()) : OptionalLong.empty();
    }

    private Map<String, String> headers(Map<String, String> headers, boolean last) {
        Map<String, String> edited = new HashMap<>();
        headers.forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            boolean ofAll = lower.contains("total") || lower.contains("last");
            if (lower.equals("link")) {
                String links = LinkEdit.of(value, last, this::lastLink);
                if (!links.isEmpty()) {
                    edited.put(name, links);
                }
            } else if (last && format.next().isHeader(name)) {
                // Where no answer has the header at all, it could be misspelt.
                edited.put(name, "null");
            } else if (last && lower.contains("next")) {
                // There is no next one.
                return;
            } else if (last && format.more().isHeader(name)) {
                edited.put(name, turned(value, false));
            } else if (lower.equals("content-range") && oldTotal.isPresent()) {
                edited.put(name, value.replaceFirst("/" + oldTotal.getAsLong() + "$", "/" + total));
            } else if ((ofAll || format.total().isHeader(name)) && isOld(value.strip(), oldTotal)) {
                edited.put(name, Long.toString(total));
            } else if ((ofAll || format.pages().isHeader(name)) && isOld(value.strip(), pagesAsLong())) {
                edited.put(name, Integer.toString(pages));
            } else {
                edited.put(name, format.pages().isHeader(name) ? lastLink(value) : value);
            }
        });
        return edited;
    }

    /** A link to what was the last page, leading to what is it now. */
    private String lastLink(String link) {
        int query = link.indexOf('?');
        if (query < 0) {
            return link;
        }
        Map<String, String> now = new HashMap<>();
        for (String pair : lastQuery.split("&", -1)) {
            now.put(pair.replaceFirst("=.*", ""), pair);
        }
        StringBuilder moved = new StringBuilder(link.substring(0, query + 1));
        for (String pair : link.substring(query + 1).split("&", -1)) {
            moved.append(now.getOrDefault(pair.replaceFirst("=.*", ""), pair)).append('&');
        }
        return moved.substring(0, moved.length() - 1);
    }

    private static String pointer(List<String> path) {
        StringBuilder pointer = new StringBuilder();
        path.forEach(name -> pointer.append('/').append(name.replace("~", "~0").replace("/", "~1")));
        return pointer.toString();
    }
}
