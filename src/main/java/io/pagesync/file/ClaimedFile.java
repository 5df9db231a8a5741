package io.pagesync.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A file that one writer at a time has: a lock on it holds off other processes and ends with ours, however that ends, so
 * that a file without a lock is left from a process that is dead. That one stays as it is until the writer has it renewed.
 * Not thread-safe.
 *
 * <p>The system takes a lock off when its process closes <em>any</em> channel of the file. So the writers of this process
 * are held off by a table rather than by the lock, and what was opened once stays open to the end.
 */
public final class ClaimedFile {
    /** Whoever takes a file from a dead process and meets others who do so tries again, no more often than this. */
    private static final int TRIES = 20;

    private static final Map<Path, Holder> HELD_HERE = new ConcurrentHashMap<>();

    private final Path file;
    private final Path key;
    private final Holder holder;
    private final boolean signed;
    private List<FileChannel> open = List.of();
    private boolean fresh;
    private boolean locked;

    private ClaimedFile(Path file, Path key, Holder holder, boolean signed) {
        this.file = file;
        this.key = key;
        this.holder = holder;
        this.signed = signed;
    }

    /**
     * Takes the file, whose folder is there; makes an empty one where there is none.
     *
     * @param signed whether it says who has it
     * @throws NotClaimedException if somebody else has it, or it can be no file of ours
     * @throws IOException if it cannot be made
     */
    public static ClaimedFile of(Path file, Holder holder, boolean signed) throws IOException {
        Path key = file.toAbsolutePath().resolveSibling("").toRealPath().resolve(file.getFileName());
        Holder other = HELD_HERE.putIfAbsent(key, holder);
        if (other != null) {
            throw NotClaimedException.held(other);
        }
        ClaimedFile claimed = new ClaimedFile(file, key, holder, signed);
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
    public Path path() {
        return file;
    }

    /** Whether it was made for this writer, rather than left by another one. */
    public boolean isFresh() {
        return fresh;
    }

    /** What it is read and written by; it is never closed but by {@link #release}. */
    public FileChannel channel() {
        return open.get(0);
    }

    /** The channel of an empty file; one that was left is gone now, and whatever has another name of it keeps it. */
    public FileChannel renewed() throws IOException {
        if (!fresh) {
            boolean still = isInPlace();
            // Held until the new one is locked, so that nobody gets in between.
            List<FileChannel> before = open;
            open = List.of();
            try {
                if (still) {
                    Files.delete(file);
                }
                take(false);
            } finally {
                close(before);
            }
        }
        return open.get(0);
    }

    private void take(boolean orOneThatIsLeft) throws IOException {
        for (int tries = 0; tries < TRIES; tries++) {
            fresh = true;
            FileChannel channel;
            try {
                channel = FileChannel.open(
                        file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
            } catch (FileAlreadyExistsException e) {
                fresh = false;
                channel = existing();
            }
            if (channel != null && lock(channel) && isInPlace()) {
                if (fresh || orOneThatIsLeft) {
                    return;
                }
                Files.deleteIfExists(file);
            }
            close(open);
            open = List.of();
        }
        throw NotClaimedException.held(Holder.of(file));
    }

    /** The channel of a file that was there; null if it is gone meanwhile. */
    private @Nullable FileChannel existing() throws IOException {
        try {
            BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!is.isRegularFile()) {
                throw NotClaimedException.because("there is "
                        + (is.isSymbolicLink() ? "a symbolic link" : is.isDirectory() ? "a folder" : "no plain file")
                        + " at " + file + ", where it is written first; remove that");
            }
            return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private boolean lock(FileChannel channel) throws IOException {
        open = new ArrayList<>(List.of(channel));
        if (!fresh) {
            FileLock left = tryLock(channel);
            if (left == null) {
                throw locked
                        ? NotClaimedException.held(Holder.of(file))
                        : NotClaimedException.because(
                                "this file system has no locks, so nobody knows whether a run still" + " writes " + file
                                        + "; remove that if none does");
            }
            left.release();
        }
        if (signed) {
            holder.sign(file);
        }
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

    /** Whether the file that we hold is the one at its place: then a lock by another channel overlaps ours. */
    public boolean isInPlace() throws IOException {
        boolean is = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
        if (!is || !locked) {
            return is;
        }
        FileChannel there;
        try {
            there = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
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

    /** Lets go of it. */
    public void release() throws IOException {
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
}
