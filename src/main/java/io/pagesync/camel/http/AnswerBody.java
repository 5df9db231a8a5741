package io.pagesync.camel.http;

import io.pagesync.page.InvalidPageException;
import io.pagesync.page.look.RawAnswer;
import io.pagesync.page.read.Utf8Body;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.camel.Message;
import org.apache.hc.core5.http.ContentType;
import org.jspecify.annotations.Nullable;

/** Reads what the HTTP component put on the message; limits are kept by {@link AnswerGuard}. */
public final class AnswerBody {
    private static final Pattern NEXT_LINK =
            Pattern.compile("<([^<>]*)>\\s*;[^<>]*?\\brel\\s*=\\s*\"?[^\"<>]*\\bnext\\b", Pattern.CASE_INSENSITIVE);
    private static final int LARGEST_GUESS = 8 * 1024 * 1024;

    private AnswerBody() {}

    /** Takes the whole body off the message; its connection goes back to the pool then. Empty if there is none. */
    public static byte[] read(Message message) throws IOException {
        Object body = message.getBody();
        // Whatever becomes of it, nobody after us may try to read a stream that has been read.
        message.setBody(null);
        if (body == null) {
            return new byte[0];
        }
        if (body instanceof byte[] bytes) {
            return bytes;
        }
        try (InputStream in = (InputStream) body) {
            // The declared length, if there is one, saves growing; it is a hint only, and may be that of compressed
            // bytes.
            byte[] bytes = new byte[hint(message)];
            int length = in.readNBytes(bytes, 0, bytes.length);
            int next = length < bytes.length ? -1 : in.read();
            if (next < 0) {
                return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
            }
            ByteArrayOutputStream more = new ByteArrayOutputStream(2 * bytes.length);
            more.write(bytes);
            more.write(next);
            in.transferTo(more);
            return more.toByteArray();
        }
    }

    /** The charset that the answer names; null if it names none we know. */
    public static @Nullable Charset charset(Message message) {
        String type = header(message, "Content-Type");
        if (type == null) {
            return null;
        }
        try {
            ContentType parsed = ContentType.parseLenient(type);
            return parsed == null ? null : parsed.getCharset();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** A header of the answer, its name in whatever case; the first value where there are several; null if none. */
    public static @Nullable String header(Message message, String name) {
        for (Map.Entry<String, Object> header : message.getHeaders().entrySet()) {
            if (header.getKey().equalsIgnoreCase(name) && header.getValue() != null) {
                return first(header.getValue());
            }
        }
        return null;
    }

    /** The URL that the header Link (RFC 8288) has for the next page; null if it has none. */
    public static @Nullable String nextLink(Message message) {
        String header = header(message, "Link");
        Matcher next = NEXT_LINK.matcher(header == null ? "" : header);
        return next.find() ? next.group(1) : null;
    }

    /** The answer as it is; its body in UTF-8, where it is text. */
    public static RawAnswer raw(Message message, int status, byte[] body) {
        Map<String, String> headers = new HashMap<>();
        message.getHeaders().forEach((name, value) -> {
            if (value != null && !name.startsWith("Camel")) {
                headers.put(name, name.equalsIgnoreCase("Link") ? all(value) : first(value));
            }
        });
        return new RawAnswer(status, headers, utf8(body, charset(message)));
    }

    private static String all(Object value) {
        return value instanceof Iterable<?> values
                ? StreamSupport.stream(values.spliterator(), false)
                        .map(String::valueOf)
                        .collect(Collectors.joining(", "))
                : value.toString();
    }

    private static String first(Object value) {
        return value instanceof Iterable<?> values
                ? String.valueOf(values.iterator().next())
                : value.toString();
    }

    private static byte[] utf8(byte[] body, @Nullable Charset charset) {
        try {
            return Utf8Body.of(body, charset);
        } catch (InvalidPageException e) {
            // Whoever reads it as a page says so.
            return body;
        }
    }

    private static int hint(Message message) {
        String declared = header(message, "Content-Length");
        try {
            return declared == null ? 64 * 1024 : Math.min(LARGEST_GUESS, Integer.parseInt(declared));
        } catch (NumberFormatException e) {
            return 64 * 1024;
        }
    }
}
