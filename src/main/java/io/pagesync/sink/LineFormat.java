package io.pagesync.sink;

import io.pagesync.page.Page;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/** The bytes that a page's records become. */
enum LineFormat {
    /** JSON Lines. */
    PLAIN,
    /**
     * Each page as a gzip member of its own, so that workers compress in parallel (RFC 1952 allows members one after the
     * other).
     */
    GZIP;

    /** The format that a file's name asks for. */
    static LineFormat of(String name) {
        return name.endsWith(".gz") ? GZIP : PLAIN;
    }

    byte[] bytes(Page page) throws IOException {
        byte[] lines = page.jsonLines();
        if (this == PLAIN) {
            return lines;
        }
        ByteArrayOutputStream compressed = new ByteArrayOutputStream(lines.length / 4);
        try (OutputStream gzip = new GZIPOutputStream(compressed, 8192)) {
            gzip.write(lines);
        }
        return compressed.toByteArray();
    }
}
