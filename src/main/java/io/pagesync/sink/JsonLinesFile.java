package io.pagesync.sink;

import io.pagesync.PagesyncException;
import io.pagesync.destination.Destination;
import io.pagesync.page.Page;
import io.pagesync.run.Delivery;
import io.pagesync.run.Run;
import io.pagesync.report.Verdict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Records as JSON Lines in a file. It is written beside its place, as {@code name.part}, and moved there only when the
 * verdict says that it is whole; a file that was there before stays until then. A name that ends in {@code .gz} is
 * compressed. Thread-safe.
 */
public final class JsonLinesFile implements Destination {
    private final String name;
    private final LineFormat format;
    private final PartFile part;
    private @Nullable FileChannel channel;
    private long end;
    private boolean finished;

    private JsonLinesFile(FilePlace place, PartFile part) {
        this.name = place.name();
        this.format = LineFormat.of(name);
        this.part = part;
    }

    /**
     * A destination for one run; what is there stays as it is before the first page.
     *
     * @throws io.pagesync.destination.DestinationInUseException if another run writes the file, here or in another process
     * @throws PagesyncException if the file cannot be written
     */
    public static JsonLinesFile open(Path file, Run run) {
        return open(FilePlace.of(file.toString()), run);
    }

    static JsonLinesFile open(FilePlace place, Run run) {
        place.requireWritable();
        try {
            return new JsonLinesFile(place, PartFile.claim(place, Holder.of(run)));
        } catch (IOException e) {
            throw cannotBeWritten(place.name(), e);
        }
    }

    @Override
    public void write(Page page, Delivery delivery) {
        delivery.begin(this, page.getSize());
        try {
            append(ByteBuffer.wrap(format.bytes(page)));
        } catch (IOException e) {
            throw cannotBeWritten(describe(), e);
        }
        delivery.confirm(this, page.getSize());
    }

    /** The type too: a file system's error may have nothing but a path for its message. */
    private static PagesyncException cannotBeWritten(String name, IOException e) {
        return new PagesyncException(
                "the file " + name + " cannot be written: " + e.getClass().getSimpleName() + ": " + e.getMessage(), e);
    }

    @Override
    public String describe() {
        return name;
    }

    @Override
    public synchronized String finish(Verdict verdict) throws IOException {
        finished = true;
        FileChannel open = channel;
        if (open == null) {
            part.drop();
            return name + " (nothing written)";
        }
        channel = null;
        try {
            open.force(true);
        } catch (IOException e) {
            part.setAside();
            throw e;
        }
        if (!verdict.whole()) {
            part.setAside();
            return part.path() + " (set aside, the run is " + verdict + ")";
        }
        part.moveIntoPlace();
        return name;
    }

    private synchronized void append(ByteBuffer bytes) throws IOException {
        if (finished) {
            throw new IOException("its run is over");
        }
        FileChannel open = channel;
        if (open == null) {
            open = part.begin();
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
}
