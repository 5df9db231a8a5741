package io.pagesync.page;

import java.io.ByteArrayOutputStream;

/**
 * Writes a JSON text on one line. JSON allows line breaks only between tokens, so dropping the white space outside of
 * strings changes no value and re-prints no number.
 */
final class SingleLine {
    private SingleLine() {}

    static boolean breaks(byte[] json, int from, int to) {
        for (int i = from; i < to; i++) {
            if (json[i] == '\n' || json[i] == '\r') {
                return true;
            }
        }
        return false;
    }

    static void append(byte[] json, int from, int to, ByteArrayOutputStream out) {
        boolean inString = false;
        for (int i = from; i < to; i++) {
            byte b = json[i];
            if (inString) {
                out.write(b);
                if (b == '\\') {
                    out.write(json[++i]);
                } else if (b == '"') {
                    inString = false;
                }
            } else if (b != ' ' && b != '\t' && b != '\n' && b != '\r') {
                out.write(b);
                inString = b == '"';
            }
        }
    }
}
