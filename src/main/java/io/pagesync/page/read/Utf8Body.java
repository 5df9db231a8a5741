package io.pagesync.page.read;

import io.pagesync.page.InvalidPageException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An answer's bytes as UTF-8. JSON is UTF-8 (RFC 8259), so nearly always they are returned as they are; an answer that
 * says another charset and is not UTF-8 all the same, or begins like UTF-16 or UTF-32, is converted, and a byte order mark
 * is dropped.
 */
public final class Utf8Body {
    private Utf8Body() {}

    /**
     * The body in UTF-8.
     *
     * @param declared the charset the answer named, null if none
     * @throws InvalidPageException if the bytes are not text in that charset
     */
    public static byte[] of(byte[] body, @Nullable Charset declared) {
        if (startsWith(body, 0xEF, 0xBB, 0xBF)) {
            return Arrays.copyOfRange(body, 3, body.length);
        }
        Charset shown = guess(body);
        Charset charset = shown == null ? declared : shown;
        if (charset == null || charset.equals(StandardCharsets.UTF_8) || charset.equals(StandardCharsets.US_ASCII)) {
            return body;
        }
        if (shown == null && malformed(body) < 0 && (wide(charset) || !ascii(body))) {
            return body;
        }
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(body)).toString().getBytes(StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            throw new InvalidPageException(
                    "the answer is not text in " + charset + ", which it was said to be", false, e);
        }
    }

    /**
     * Where the first byte is that no UTF-8 has there; -1 if there is none. Text of another charset with letters beyond
     * ASCII is as good as never valid UTF-8, so what is valid is UTF-8, whatever a server's default says of it.
     */
    static int malformed(byte[] body) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(body);
        CharBuffer out = CharBuffer.allocate(8192);
        while (true) {
            CoderResult result = decoder.decode(in, out, true);
            if (!result.isOverflow()) {
                return result.isError() ? in.position() : -1;
            }
            out.clear();
        }
    }

    /** Charsets that JSON shows by its first bytes: a header that says one which they do not show is wrong. */
    private static boolean wide(Charset charset) {
        return charset.name().startsWith("UTF-16") || charset.name().startsWith("UTF-32");
    }

    private static boolean ascii(byte[] body) {
        for (byte each : body) {
            if (each < 0) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Charset guess(byte[] body) {
        if (body.length < 4) {
            return null;
        }
        if (startsWith(body, 0, 0, 0xFE, 0xFF) || startsWith(body, 0xFF, 0xFE, 0, 0)) {
            return Charset.forName("UTF-32");
        }
        if (body[1] == 0 && body[2] == 0 && (body[0] == 0 ^ body[3] == 0)) {
            return Charset.forName(body[0] == 0 ? "UTF-32BE" : "UTF-32LE");
        }
        if (startsWith(body, 0xFE, 0xFF) || startsWith(body, 0xFF, 0xFE)) {
            return StandardCharsets.UTF_16;
        }
        if (body[0] == 0 && body[1] != 0) {
            return StandardCharsets.UTF_16BE;
        }
        return body[0] != 0 && body[1] == 0 ? StandardCharsets.UTF_16LE : null;
    }

    private static boolean startsWith(byte[] body, int... prefix) {
        if (body.length < prefix.length) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if ((body[i] & 0xFF) != prefix[i]) {
                return false;
            }
        }
        return true;
    }
}
