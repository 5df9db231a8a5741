package io.pagesync.settings;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** A text as a part of a URL's query: percent-encoded UTF-8, a space as %20, which every server reads. */
public final class QueryEncoding {
    private static final Pattern LONE_PERCENT = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    private QueryEncoding() {}

    /** The text encoded. */
    public static String of(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** What an encoded text stands for, also with {@code +} for a space; a percent sign that encodes nothing leaves all as it is. */
    public static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /** The text with what may not stand in a query encoded, and what is encoded already left as it is. */
    public static String ofUnsafe(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        LONE_PERCENT.matcher(text).replaceAll("%25").codePoints().forEach(c -> {
            boolean plain = c > ' ' && c < 0x7F && "\"<>\\^`{|}#[]".indexOf(c) < 0;
            safe.append(plain ? Character.toString(c) : of(Character.toString(c)));
        });
        return safe.toString();
    }
}
