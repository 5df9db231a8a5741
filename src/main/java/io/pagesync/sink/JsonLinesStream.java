package io.pagesync.sink;

import io.pagesync.PagesyncException;
import io.pagesync.page.Page;
import io.pagesync.run.Delivery;
import io.pagesync.run.Destination;
import io.pagesync.run.Verdict;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Records as JSON Lines on a stream, such as standard output: what is written is gone, whatever the verdict. A slow
 * reader slows the workers down. Thread-safe.
 */
public final class JsonLinesStream implements Destination {
    private final String name;
    private final OutputStream out;

    /** A destination on an open stream, which it flushes after each page and never closes. */
    public JsonLinesStream(String name, OutputStream out) {
        this.name = name;
        this.out = out;
    }

    /** Writes the page's records and confirms them. */
    public void write(Page page, Delivery delivery) {
        delivery.begin(this, page.getSize());
        byte[] lines = page.jsonLines();
        try {
            synchronized (this) {
                out.write(lines);
                out.flush();
            }
        } catch (IOException e) {
            throw new PagesyncException(name + " cannot be written: " + e.getMessage(), e);
        }
        delivery.confirm(this, page.getSize());
    }

    @Override
    public String describe() {
        return name;
    }

    @Override
    public String finish(Verdict verdict) {
        return name;
    }
}
