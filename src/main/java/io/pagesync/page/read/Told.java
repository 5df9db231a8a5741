package io.pagesync.page.read;

import com.fasterxml.jackson.core.JsonPointer;
import io.pagesync.page.AnswerHeaders;
import io.pagesync.page.Envelope;
import io.pagesync.page.JsonValue;
import io.pagesync.page.Place;
import org.jspecify.annotations.Nullable;

/** What an answer tells of its collection, as its body is passed over, and what its headers tell where a place names one. */
final class Told {
    /** Which of the places it is. */
    static final int NEXT = 3;

    private static final int TOTAL = 0;
    private static final int PAGES = 1;
    private static final int SIZE = 2;
    private static final int MORE = 4;
    private static final String LINK = "Link";
    private static final String CONTENT_RANGE = "Content-Range";

    private final PageFormat format;
    private final @Nullable String[] texts = new @Nullable String[MORE + 1];

    Told(PageFormat format) {
        this.format = format;
    }

    /** The pointers of all places, null for one that is not in the body. */
    @Nullable
    JsonPointer[] pointers() {
        return new @Nullable JsonPointer[] {
            inBody(format.total()),
            inBody(format.pages()),
            inBody(format.size()),
            inBody(format.next()),
            inBody(format.more())
        };
    }

    private static @Nullable JsonPointer inBody(Place place) {
        return place.isInBody() ? place.pointer() : null;
    }

    /** At this place there is a text; of what is next, as JSON. */
    void put(int place, String text) {
        texts[place] = text;
    }

    /** What the only record tells, where a place is inside it; each pointer is what is left of it there. */
    void putWithin(byte[] body, int from, int to, @Nullable JsonPointer[] pointers) {
        for (int i = 0; i < pointers.length; i++) {
            JsonPointer left = pointers[i];
            JsonValue value = left == null || left.matches() ? null : JsonValue.at(body, from, to, left);
            if (value != null) {
                texts[i] = i == NEXT ? value.json() : value.text();
            }
        }
    }

    /** Whether there is anything at the place of what is next. */
    boolean hasNext() {
        return texts[NEXT] != null;
    }

    /** Whether the body names a next page. */
    boolean namesNext() {
        String next = texts[NEXT];
        return next != null && !EndHints.isNothing(new JsonValue(next));
    }

    /** All of it; {@code found} is what is next, where that is found otherwise. */
    Envelope envelope(AnswerHeaders headers, @Nullable JsonValue found, @Nullable String error) {
        String linked = headers.link("next");
        String last = headers.link("last");
        String range = format.total().isHeader(CONTENT_RANGE) ? headers.value(CONTENT_RANGE) : null;
        return new Envelope(
                range == null ? text(TOTAL, format.total(), headers) : behindTheSlash(range),
                format.pages().isHeader(LINK) ? last : text(PAGES, format.pages(), headers),
                text(SIZE, format.size(), headers),
                found == null ? next(headers, linked) : found.json(),
                text(MORE, format.more(), headers),
                linked,
                last,
                error);
    }

    private @Nullable String next(AnswerHeaders headers, @Nullable String linked) {
        Place place = format.next();
        if (place.kind() != Place.Kind.HEADER) {
            return texts[NEXT];
        }
        String text = place.isHeader(LINK) ? linked : headers.value(place.header());
        return text == null ? null : JsonValue.ofText(text).json();
    }

    private @Nullable String text(int place, Place its, AnswerHeaders headers) {
        return its.kind() == Place.Kind.HEADER ? headers.value(its.header()) : texts[place];
    }

    /** Of {@code items 0-24/319} the total. */
    private static String behindTheSlash(String range) {
        return range.substring(range.lastIndexOf('/') + 1).strip();
    }
}
