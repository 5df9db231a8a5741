package io.pagesync.camel.http;

import io.pagesync.page.AnswerHeaders;
import io.pagesync.page.InvalidPageException;
import io.pagesync.page.look.LinkHeader;
import io.pagesync.page.look.RawAnswer;
import io.pagesync.page.read.Utf8Body;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.camel.Message;
import org.apache.hc.core5.http.ContentType;
import org.jspecify.annotations.Nullable;

/** Reads what the HTTP component put on the message; limits are kept by {@link AnswerGuard}. */
public final class AnswerBody {
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

    /** The answer's headers, which are looked up when they are asked for; only while they are on the message. */
    public static AnswerHeaders headers(Message message) {
        return new AnswerHeaders() {
            @Override
            public @Nullable String value(String name) {
                return header(message, name);
            }

            @Override
            public @Nullable String link(String relation) {
                return AnswerBody.link(message, relation);
            }
        };
    }

    /** A server may send several headers of this name, and several links in each. */
    private static @Nullable String link(Message message, String relation) {
        for (Map.Entry<String, Object> header : message.getHeaders().entrySet()) {
            if (header.getKey().equalsIgnoreCase("Link") && header.getValue() != null) {
                return LinkHeader.parse(all(header.getValue())).get(relation);
            }
        }
        return null;
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
