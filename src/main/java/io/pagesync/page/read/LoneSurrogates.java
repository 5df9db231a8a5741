package io.pagesync.page.read;

import com.fasterxml.jackson.core.JsonParseException;

/**
 * Half a surrogate pair, escaped in the name of a field: it is JSON by its grammar, and Jackson refuses the whole answer
 * for it. So that only its record need be refused, the answer is parsed with a stand-in; the page keeps its own bytes.
 */
final class LoneSurrogates {
    private static final int ESCAPE = 6;

    private LoneSurrogates() {}

    /** Whether the parser gave up because of one. */
    static boolean stopped(JsonParseException error) {
        return error.getOriginalMessage().contains("in field name");
    }

    /**
     * A copy of the same length, in which characters for private use stand for the lone halves: U+E000 for U+D800, up to
     * U+E7FF, so that different names stay different.
     */
    static byte[] replaced(byte[] json) {
        byte[] copy = json.clone();
        for (int i = 0; i < copy.length - 1; ) {
            if (copy[i] != '\\') {
                i++;
            } else if (!surrogate(copy, i)) {
                i += 2;
            } else if (half(copy, i) < 4 && surrogate(copy, i + ESCAPE) && half(copy, i + ESCAPE) >= 4) {
                i += 2 * ESCAPE;
            } else {
                copy[i + 3] = (byte) ('0' + half(copy, i));
                copy[i + 2] = 'e';
                i += ESCAPE;
            }
        }
        return copy;
    }

    /** Whether an escape of U+D800 to U+DFFF begins here. */
    private static boolean surrogate(byte[] json, int at) {
        return at + ESCAPE <= json.length
                && json[at] == '\\'
                && json[at + 1] == 'u'
                && (json[at + 2] | 0x20) == 'd'
                && Character.digit(json[at + 3], 16) >= 8;
    }

    /** Which 256 of the 2,048 surrogates: 0 to 3 begin a pair, 4 to 7 end one. */
    private static int half(byte[] json, int at) {
        return Character.digit(json[at + 3], 16) - 8;
    }
}
