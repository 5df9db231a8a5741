package io.pagesync.sandbox.answer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.BufferUtil;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a request without holding a thread while it arrives.
 *
 * <p>Jetty's own bounded way, {@code asByteArrayAsync}, is marked for removal.
 */
public final class Body {
    private final Content.Source source;
    private final int maxBytes;
    private final Consumer<@Nullable String> reader;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(0);

    /** {@code reader} is called once: with the body as UTF-8, or with null if it is too long or breaks off. */
    public Body(Content.Source source, int maxBytes, Consumer<@Nullable String> reader) {
        this.source = source;
        this.maxBytes = maxBytes;
        this.reader = reader;
    }

    public void read() {
        while (true) {
            Content.Chunk chunk = source.read();
            if (chunk == null) {
                source.demand(this::read);
                return;
            }
            if (Content.Chunk.isFailure(chunk) || bytes.size() + chunk.remaining() > maxBytes) {
                chunk.release();
                reader.accept(null);
                return;
            }
            bytes.writeBytes(BufferUtil.toArray(chunk.getByteBuffer()));
            boolean last = chunk.isLast();
            chunk.release();
            if (last) {
                reader.accept(bytes.toString(UTF_8));
                return;
            }
        }
    }
}
