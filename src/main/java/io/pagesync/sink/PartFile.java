package io.pagesync.sink;

import io.pagesync.PagesyncException;
import io.pagesync.destination.DestinationInUseException;
import io.pagesync.file.ClaimedFile;
import io.pagesync.file.Holder;
import io.pagesync.file.NotClaimedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
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
     * @throws PagesyncException if this run has it already, or something else is in its place, with the cure
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
            if (holder.equals(other)) {
                throw new PagesyncException("the file " + place.name() + " is written by another step of this run, "
                        + "perhaps under another name; leave one of them out, or name another file");
            }
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

    /** Puts it into the file's place; returns whether it was moved there, rather than written over what cannot be replaced there. */
    boolean moveIntoPlace() throws IOException {
        boolean moved;
        try {
            requireInPlace();
            moved = move(path());
        } finally {
            claimed.release();
        }
        Holder.unsign(place.path());
        return moved;
    }

    /** Puts what counts of it into the file's place, in order, and removes it; the same is returned. */
    boolean copyIntoPlace(PageBlocks blocks) throws IOException {
        Path copy = place.beside(".part.copy");
        try {
            requireInPlace();
            Files.deleteIfExists(copy);
            try (FileChannel to = FileChannel.open(copy, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                FileRights.keep(path(), copy);
                blocks.copy(asItIs(), to);
                to.force(true);
            }
            boolean moved = move(copy);
            Files.delete(path());
            return moved;
        } finally {
            Files.deleteIfExists(copy);
            claimed.release();
        }
    }

    /** Puts what counts of it into several files beside the file's place, and removes it; what was made is returned. */
    String divide(PageBlocks blocks, FileParts parts, String run) throws IOException {
        try {
            requireInPlace();
            String made = parts.make(place, run, blocks, asItIs());
            syncFolder();
            Files.delete(path());
            return made;
        } finally {
            claimed.release();
        }
    }

    private boolean move(Path whole) throws IOException {
        try {
            Files.move(whole, place.path(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            syncFolder();
            return true;
        } catch (FileSystemException e) {
            // A file that is mounted alone, as containers have them, can be written, but not replaced; there is no
            // class for that.
            if (!e.getClass().equals(FileSystemException.class) || !Files.isRegularFile(place.path())) {
                throw e;
            }
            writeOver(whole, e);
            Files.delete(whole);
            return false;
        }
    }

    private void writeOver(Path whole, FileSystemException refused) throws IOException {
        try (FileChannel from = FileChannel.open(whole, StandardOpenOption.READ);
                FileChannel to = FileChannel.open(
                        place.path(), StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            for (long at = 0; at < from.size(); ) {
                at += from.transferTo(at, from.size() - at, to);
            }
            to.force(true);
        } catch (IOException e) {
            e.addSuppressed(refused);
            throw e;
        }
    }

    /** So that a loss of power does not bring the file back that was there before. */
    private void syncFolder() throws IOException {
        try (FileChannel folder =
                FileChannel.open(place.path().toAbsolutePath().resolveSibling(""), StandardOpenOption.READ)) {
            folder.force(true);
        } catch (FileSystemException e) {
            // Not every system opens folders.
        }
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
