package io.pagesync.sink;

import io.pagesync.PagesyncException;
import io.pagesync.page.Page;
import io.pagesync.run.Delivery;
import io.pagesync.run.Destination;
import io.pagesync.run.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Records as JSON Lines in a file. It is written beside its place, as {@code name.part}, and moved there only when the
 * verdict says that it is whole; a file that was there before stays until then. A name that ends in {@code .gz} is
 * compressed, each page as a gzip member of its own, so that workers compress in parallel (RFC 1952 allows members one
 * after the other). Thread-safe.
 */
public final class JsonLinesFile implements Destination {
    private final Path file;
    private final Path part;
    private final boolean gzip;
    private @Nullable FileChannel channel;
    private long end;
    private boolean finished;

    /** A destination for one run; nothing is written before the first page. */
    public JsonLinesFile(Path file) {
        this.file = file;
        this.part = file.resolveSibling(file.getFileName() + ".part");
        this.gzip = file.toString().endsWith(".gz");
    }

    /** Writes the page's records and confirms them. */
    public void write(Page page, Delivery delivery) {
        delivery.begin(this, page.getSize());
        try {
            byte[] lines = page.jsonLines();
            append(ByteBuffer.wrap(gzip ? compress(lines) : lines));
        } catch (IOException e) {
            // The type too: a file system's error may have nothing but a path for its message.
            throw new PagesyncException(
                    describe() + " cannot be written: " + e.getClass().getSimpleName() + ": " + e.getMessage(), e);
        }
        delivery.confirm(this, page.getSize());
    }

    @Override
    public String describe() {
        return file.toString();
    }

    @Override
    public synchronized String finish(Verdict verdict) throws IOException {
        finished = true;
        FileChannel open = channel;
        if (open == null) {
            return file + " (nothing written)";
        }
        open.force(true);
        open.close();
        channel = null;
        if (!verdict.whole()) {
            return part + " (set aside, the run is " + verdict + ")";
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return file.toString();
    }

    private synchronized void append(ByteBuffer bytes) throws IOException {
        if (finished) {
            throw new IOException("its run is over");
        }
        FileChannel open = channel;
        if (open == null) {
            Path folder = part.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            open = FileChannel.open(
                    part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
            channel = open;
        }
        try {
            while (bytes.hasRemaining()) {
                open.write(bytes);
            }
        } catch (IOException e) {
            // Half a page must not stay before the next one, which may fit again.
            open.truncate(end);
            throw e;
        }
        end = open.position();
    }

    private static byte[] compress(byte[] lines) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream(lines.length / 4);
        try (OutputStream gzip = new GZIPOutputStream(compressed, 8192)) {
            gzip.write(lines);
        }
        return compressed.toByteArray();
    }
}
