package io.pagesync.sandbox.style;

import io.pagesync.sandbox.call.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Cursors that tell their reader nothing, and hold the id of the record behind which a page begins. */
public final class Cursors {
    private static final Pattern CONTENT = Pattern.compile("after:([0-9]{1,18})");

    private Cursors() {}

    /** The cursor of the page behind a record. */
    public static String of(long id) {
        return Base64.getEncoder().encodeToString(("after:" + id).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The record that a cursor stands for; null where there is none.
     *
     * @throws RefusedException if it is no cursor of ours
     */
    public static @Nullable Long id(String name, @Nullable String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return null;
        }
        try {
            Matcher content = CONTENT.matcher(new String(Base64.getDecoder().decode(cursor), StandardCharsets.UTF_8));
            if (content.matches()) {
                return Long.valueOf(content.group(1));
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw RefusedException.badRequest(name + " must be what an answer of this API named");
    }

    /**
     * The record whose id stands in a request as it is; null where there is none.
     *
     * @throws RefusedException if it is no number
     */
    public static @Nullable Long plainId(String name, @Nullable String text) {
        if (text == null) {
            return null;
        }
        if (!text.matches("[0-9]{1,18}")) {
            throw RefusedException.badRequest(name + " must be the id of a record");
        }
        return Long.valueOf(text);
    }
}
