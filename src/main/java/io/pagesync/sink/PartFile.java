package io.pagesync.sink;

import io.pagesync.PagesyncException;
import io.pagesync.destination.DestinationInUseException;
import io.pagesync.file.ClaimedFile;
import io.pagesync.file.Holder;
import io.pagesync.file.NotClaimedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * What is written beside a file, as {@code NAME.part}, until it takes the file's place. One run has it at a time. What is
 * left from a run that is dead stays until the first byte of another run, and is replaced then; the same run goes on with
 * it. Not thread-safe.
 */
final class PartFile {
    private final FilePlace place;
    private final ClaimedFile claimed;

    private PartFile(FilePlace place, ClaimedFile claimed) {
        this.place = place;
        this.claimed = claimed;
    }

    /**
     * Takes the part for one run.
     *
     * @throws DestinationInUseException if another run has it, here or in another process
     * @throws PagesyncException if something else is in its place, with the cure
     * @throws IOException if it cannot be made
     */
    static PartFile claim(FilePlace place, Holder holder) throws IOException {
        Path folder = place.path().toAbsolutePath().resolveSibling("");
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
        }
        try {
            return new PartFile(place, ClaimedFile.of(place.beside(".part"), holder, true));
        } catch (NotClaimedException e) {
            Holder other = e.holder();
            throw other == null
                    ? new PagesyncException("the file " + place.name() + " cannot be written: " + e.getMessage())
                    : new DestinationInUseException("the file " + place.name(), other.text(), "name another file");
        }
    }

    /** Where it is. */
    Path path() {
        return claimed.path();
    }

    /** Where the marks of its pages are. */
    Path marks() {
        return place.beside(".part.pages");
    }

    /** The channel of an empty part; one that was left by a dead run is gone now. */
    FileChannel begin() throws IOException {
        FileChannel channel = claimed.renewed();
        FileRights.keep(place.path(), path());
        return channel;
    }

    /** The channel of the part as it was left by a dead run; an empty one if there was none. */
    FileChannel asItIs() {
        return claimed.channel();
    }

    /** Puts it into the file's place. */
    void moveIntoPlace() throws IOException {
        try {
            requireInPlace();
            move(path());
        } finally {
            claimed.release();
        }
        Holder.unsign(place.path());
    }

    /** Puts what counts of it into the file's place, in order, and removes it. */
    void copyIntoPlace(PageBlocks blocks) throws IOException {
        Path copy = place.beside(".part.copy");
        try {
            requireInPlace();
            Files.deleteIfExists(copy);
            try (FileChannel to = FileChannel.open(copy, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                FileRights.keep(path(), copy);
                blocks.copy(asItIs(), to);
                to.force(true);
            }
            move(copy);
            Files.delete(path());
        } finally {
            Files.deleteIfExists(copy);
            claimed.release();
        }
    }

    private void move(Path whole) throws IOException {
        Files.move(whole, place.path(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Leaves it where it is. */
    void setAside() throws IOException {
        try {
            requireInPlace();
        } finally {
            claimed.release();
        }
    }

    /** Nothing was written: leaves what was there before. */
    void drop() throws IOException {
        try {
            if (claimed.isFresh() && claimed.isInPlace()) {
                Files.delete(path());
            }
        } finally {
            claimed.release();
        }
    }

    /** Whether there was a part of another run, or of an earlier attempt at this one. */
    boolean isLeft() {
        return !claimed.isFresh();
    }

    private void requireInPlace() throws IOException {
        if (!claimed.isInPlace()) {
            throw new IOException(path() + " was removed or replaced by somebody while the run was writing it");
        }
    }
}
