package io.pagesync.sink;

import io.pagesync.PagesyncException;
import io.pagesync.destination.Destination;
import io.pagesync.file.Holder;
import io.pagesync.page.Fingerprint;
import io.pagesync.page.Page;
import io.pagesync.report.Verdict;
import io.pagesync.run.Delivery;
import io.pagesync.run.Run;
import io.pagesync.run.plan.Collection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Records as JSON Lines in a file. It is written beside its place, as {@code name.part}, and moved there only when the
 * verdict says that it is whole; a file that was there before stays until then. A run that goes on goes on with its part. A
 * name that ends in {@code .gz} is compressed. Thread-safe.
 */
public final class JsonLinesFile implements Destination {
    private final String name;
    private final LineFormat format;
    private final PartFile part;
    private final Run run;
    private final boolean fsync;
    private final FileParts parts;
    private final PageBlocks blocks;
    private @Nullable FileChannel channel;
    private @Nullable PageMarks marks;
    private boolean finished;

    private JsonLinesFile(FilePlace place, PartFile part, Run run, boolean fsync, FileParts parts) {
        this.name = place.name();
        this.format = LineFormat.of(name);
        this.part = part;
        this.run = run;
        this.fsync = fsync;
        this.parts = parts;
        this.blocks = new PageBlocks(run.collection().order() == Collection.Order.PAGE);
    }

    /**
     * A destination for one run; what is there stays as it is before the first page, unless it is of this run.
     *
     * @throws io.pagesync.destination.DestinationInUseException if another run writes the file, here or in another process
     * @throws PagesyncException if the file cannot be written
     */
    public static JsonLinesFile open(Path file, Run run) {
        return open(FilePlace.of(file.toString()), run, false, FileParts.NONE);
    }

    /**
     * {@code fsync} says whether a page counts only when it is on the disk; {@code parts} whether the whole becomes several
     * files.
     */
    static JsonLinesFile open(FilePlace place, Run run, boolean fsync, FileParts parts) {
        place.requireWritable();
        try {
            PartFile part = PartFile.claim(
                    place,
                    Holder.here("run " + run.id() + " of the sync "
                            + run.collection().sync()));
            JsonLinesFile opened = new JsonLinesFile(place, part, run, fsync, parts);
            opened.goOn();
            return opened;
        } catch (IOException e) {
            throw cannotBeWritten(place.name(), e);
        }
    }

    /** Takes up what an earlier attempt at the run has left, if it has. */
    private synchronized void goOn() throws IOException {
        boolean done = false;
        try {
            FileChannel left = part.asItIs();
            marks = part.isLeft() ? PageMarks.of(part.marks(), run.id(), left.size(), blocks) : null;
            if (marks != null) {
                channel = left.truncate(blocks.end()).position(blocks.end());
            }
            done = true;
        } finally {
            if (!done) {
                part.setAside();
            }
        }
    }

    @Override
    public synchronized boolean holds(String partition, int page, long fingerprint) {
        return blocks.has(Fingerprint.of(partition), page, fingerprint);
    }

    @Override
    public boolean replacesPages() {
        return true;
    }

    @Override
    public synchronized void withdraw(String partition, int page) {
        long its = Fingerprint.of(partition);
        blocks.remove(its, page);
        if (marks != null && !marks.withdraw(its, page)) {
            // With a mark too many, nobody may go on.
            marks = null;
        }
    }

    @Override
    public synchronized void keepOnly(String partition, IntPredicate pages) {
        blocks.keepOnly(Fingerprint.of(partition), pages);
    }

    @Override
    public synchronized void keepOnlyThese() {
        blocks.keepOnlyThese();
    }

    @Override
    public void write(Page page, Delivery delivery) {
        delivery.begin(this, page.getSize());
        String partition = delivery.partition().name();
        try {
            if (!holds(partition, page.getNumber(), page.fingerprint())) {
                append(Fingerprint.of(partition), page, ByteBuffer.wrap(format.bytes(page)));
            }
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
            if (marks != null) {
                marks.close();
            }
            open.force(true);
        } catch (IOException e) {
            part.setAside();
            throw e;
        }
        if (!verdict.whole()) {
            part.setAside();
            if (!goesOnAfter(verdict)) {
                PageMarks.remove(part.marks());
            }
            return part.path() + " (set aside, the run is " + verdict
                    + (goesOnAfter(verdict) ? "; the same command goes on with it)" : ")");
        }
        if (parts.divide()) {
            String made = part.divide(blocks, parts, run.id());
            PageMarks.remove(part.marks());
            return made;
        }
        boolean moved = blocks.isAsItShouldBe() ? part.moveIntoPlace() : part.copyIntoPlace(blocks);
        PageMarks.remove(part.marks());
        return moved ? name : name + " (written over, as no other file can be put in its place)";
    }

    private boolean goesOnAfter(Verdict verdict) {
        return marks != null && verdict.resumable() && blocks.size() > 0;
    }

    private synchronized void append(long partition, Page page, ByteBuffer bytes) throws IOException {
        if (finished) {
            throw new IOException("its run is over");
        }
        FileChannel open = channel == null ? begin() : channel;
        if (blocks.has(partition, page.getNumber(), page.fingerprint())) {
            return;
        }
        try {
            while (bytes.hasRemaining()) {
                open.write(bytes);
            }
            if (fsync) {
                // Before its mark, which would else tell of what the disk never got.
                open.force(false);
            }
            if (marks != null) {
                marks.add(partition, page, open.position());
                if (fsync) {
                    marks.force();
                }
            }
        } catch (IOException e) {
            // Half a page must not stay before the next one, which may fit again.
            open.truncate(blocks.end());
            throw e;
        }
        blocks.add(partition, page.getNumber(), page.fingerprint(), page.getSize(), open.position());
    }

    private FileChannel begin() throws IOException {
        FileChannel anew = part.begin();
        if (run.ledger().resumable()) {
            marks = PageMarks.begin(part.marks(), run.id());
        } else {
            PageMarks.remove(part.marks());
        }
        channel = anew;
        return anew;
    }
}
