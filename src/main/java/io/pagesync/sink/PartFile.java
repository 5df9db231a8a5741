package io.pagesync.sink;

import io.pagesync.PagesyncException;
import io.pagesync.destination.DestinationInUseException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What is written beside a file, as {@code NAME.part}, until it takes the file's place. One run has it at a time: a lock on
 * it holds off other processes and ends with ours, however that ends, so that a part without a lock is left from a run
 * that is dead. That one stays until the first byte of this run, and is replaced then. Not thread-safe.
 *
 * <p>The system takes a lock off when its process closes <em>any</em> channel of the file. So the runs of this process are
 * held off by a table rather than by the lock, and what was opened once stays open to the end.
 */
final class PartFile {
    /** Whoever takes a part from a dead run and meets others who do so tries again, no more often than this. */
    private static final int TRIES = 20;

    private static final Map<Path, Holder> HELD_HERE = new ConcurrentHashMap<>();

    private final FilePlace place;
    private final Path part;
    private final Path key;
    private final Holder holder;
    private List<FileChannel> open = List.of();
    private boolean fresh;
    private boolean locked;

    private PartFile(FilePlace place, Path part, Path key, Holder holder) {
        this.place = place;
        this.part = part;
        this.key = key;
        this.holder = holder;
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
        Path part = place.path().resolveSibling(place.path().getFileName() + ".part");
        Path key = folder.toRealPath().resolve(part.getFileName());
        Holder other = HELD_HERE.putIfAbsent(key, holder);
        if (other != null) {
            throw inUse(place, other);
        }
        PartFile claimed = new PartFile(place, part, key, holder);
        boolean done = false;
        try {
            claimed.take(true);
            done = true;
            return claimed;
        } finally {
            if (!done) {
                claimed.release();
            }
        }
    }

    /** Where it is. */
    Path path() {
        return part;
    }

    /** The channel of an empty part; one that was left by a dead run is gone now. */
    FileChannel begin() throws IOException {
        if (!fresh) {
            boolean still = inPlace();
            // Held until the new one is locked, so that nobody gets in between.
            List<FileChannel> before = open;
            open = List.of();
            try {
                if (still) {
                    Files.delete(part);
                }
                take(false);
            } finally {
                close(before);
            }
        }
        FileRights.keep(place.path(), part);
        return open.get(0);
    }

    /** Puts it into the file's place. */
    void moveIntoPlace() throws IOException {
        try {
            requireInPlace();
            Files.move(part, place.path(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            release();
        }
        Holder.unsign(place.path());
    }

    /** Leaves it where it is. */
    void setAside() throws IOException {
        try {
            requireInPlace();
        } finally {
            release();
        }
    }

    /** Nothing was written: leaves what was there before. */
    void drop() throws IOException {
        try {
            if (fresh && inPlace()) {
                Files.delete(part);
            }
        } finally {
            release();
        }
    }

    private void take(boolean orThatOfADeadRun) throws IOException {
        for (int tries = 0; tries < TRIES; tries++) {
            fresh = true;
            FileChannel channel;
            try {
                channel = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            } catch (FileAlreadyExistsException e) {
                fresh = false;
                channel = existing();
            }
            if (channel != null && lock(channel) && inPlace()) {
                if (fresh || orThatOfADeadRun) {
                    return;
                }
                Files.deleteIfExists(part);
            }
            close(open);
            open = List.of();
        }
        throw inUse(place, Holder.of(part));
    }

    /** The channel of a part that was there; null if it is gone meanwhile. */
    private @Nullable FileChannel existing() throws IOException {
        try {
            BasicFileAttributes is = Files.readAttributes(part, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!is.isRegularFile()) {
                throw cannot("there is "
                        + (is.isSymbolicLink() ? "a symbolic link" : is.isDirectory() ? "a folder" : "no plain file")
                        + " at " + part + ", where it is written first; remove that");
            }
            return FileChannel.open(part, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private boolean lock(FileChannel channel) throws IOException {
        open = new ArrayList<>(List.of(channel));
        if (!fresh) {
            FileLock dead = tryLock(channel);
            if (dead == null) {
                throw locked
                        ? inUse(place, Holder.of(part))
                        : cannot("this file system has no locks, so nobody knows" + " whether a run still writes "
                                + part + "; remove that if none does");
            }
            dead.release();
        }
        holder.sign(part);
        return tryLock(channel) != null || !locked;
    }

    /** Null if another has the lock, or the file system has none. */
    private @Nullable FileLock tryLock(FileChannel channel) {
        try {
            locked = true;
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        } catch (IOException e) {
            locked = false;
            return null;
        }
    }

    private void requireInPlace() throws IOException {
        if (!inPlace()) {
            throw new IOException(part + " was removed or replaced by somebody while the run was writing it");
        }
    }

    /** Whether the file that we hold is the one at its place: then a lock by another channel overlaps ours. */
    private boolean inPlace() throws IOException {
        boolean file = Files.isRegularFile(part, LinkOption.NOFOLLOW_LINKS);
        if (!file || !locked) {
            return file;
        }
        FileChannel there;
        try {
            there = FileChannel.open(part, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return false;
        }
        open.add(there);
        try {
            var unused = there.tryLock();
            return false;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }

    private void release() throws IOException {
        try {
            close(open);
        } finally {
            HELD_HERE.remove(key, holder);
        }
    }

    private static void close(List<FileChannel> channels) throws IOException {
        for (FileChannel channel : channels) {
            channel.close();
        }
    }

    private PagesyncException cannot(String why) {
        return new PagesyncException("the file " + place.name() + " cannot be written: " + why);
    }

    private static DestinationInUseException inUse(FilePlace place, Holder holder) {
        return new DestinationInUseException("the file " + place.name(), holder.text(), "name another file");
    }
}
