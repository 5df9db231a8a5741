package io.pagesync.sink;

import io.pagesync.PagesyncException;
import io.pagesync.destination.Destination;
import io.pagesync.page.Page;
import io.pagesync.report.Verdict;
import io.pagesync.run.Delivery;
import io.pagesync.run.turn.RunStoppedException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Records as JSON Lines on a stream, such as standard output, a device or a named pipe: what is written is gone, whatever
 * the verdict. A slow reader slows the workers down. Thread-safe.
 */
public final class JsonLinesStream implements Destination {
    private final String name;
    private final LineFormat format;
    private final Opening opening;
    private final boolean ours;
    private @Nullable OutputStream out;

    /** How a stream is opened. */
    @FunctionalInterface
    private interface Opening {
        OutputStream open() throws IOException;
    }

    private JsonLinesStream(String name, Opening opening, boolean ours) {
        this.name = name;
        this.format = LineFormat.of(name);
        this.opening = opening;
        this.ours = ours;
    }

    /** A destination on an open stream, which it flushes after each page and never closes. */
    public JsonLinesStream(String name, OutputStream out) {
        this(name, () -> out, false);
    }

    /** A device or a named pipe: opened for the first page, since that may wait for a reader, and closed at the end. */
    static JsonLinesStream at(FilePlace place) {
        place.requireWritable();
        return new JsonLinesStream(
                place.name(), () -> Files.newOutputStream(place.path(), StandardOpenOption.WRITE), true);
    }

    @Override
    public boolean holds(String partition, int page, long fingerprint) {
        return false;
    }

    @Override
    public void write(Page page, Delivery delivery) {
        delivery.begin(this, page.getSize());
        try {
            append(format.bytes(page));
        } catch (IOException e) {
            if (isReaderGone(e)) {
                // As head is, once it has seen enough: no failure of a page.
                String gone = "nobody reads " + name + " any more";
                delivery.run().stop().stop(gone);
                throw new RunStoppedException(gone);
            }
            throw new PagesyncException(name + " cannot be written: " + e.getMessage(), e);
        }
        delivery.confirm(this, page.getSize());
    }

    /** Other languages than English have the word in brackets. */
    private static boolean isReaderGone(IOException e) {
        return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("pipe");
    }

    private synchronized void append(byte[] bytes) throws IOException {
        OutputStream open = out;
        if (open == null) {
            open = opening.open();
            out = open;
        }
        open.write(bytes);
        open.flush();
    }

    @Override
    public String describe() {
        return name;
    }

    @Override
    public synchronized String finish(Verdict verdict) throws IOException {
        OutputStream open = out;
        if (ours && open != null) {
            open.close();
        }
        return name;
    }
}
