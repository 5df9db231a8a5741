package io.pagesync.spool;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** The folder in which a process keeps pages: in it a folder for each sync, with a file for each page. Thread-safe. */
public final class Spool {
    private final Path folder;
    private final long most;
    private final AtomicLong used = new AtomicLong();

    /**
     * One in a folder, which is made when the first page is kept.
     *
     * @param most how many bytes all files in it may have together
     */
    public Spool(Path folder, long most) {
        this.folder = folder;
        this.most = most;
    }

    /**
     * What is kept of a sync's run.
     *
     * @param run the run's id, which may become another when it begins anew
     * @param goesOn whether an earlier attempt at it may have kept some; what others have left is deleted else
     */
    public RunSpool of(String sync, Supplier<String> run, boolean goesOn) {
        used.set(size());
        return new RunSpool(this, folder.resolve(sync), run, goesOn);
    }

    private long size() {
        long[] size = new long[1];
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    size[0] += attributes.size();
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException gone) {
                    // Somebody else has dropped it, or it is nobody's to read.
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            // Of a folder that cannot be read; whoever keeps a page there is told.
        }
        return size[0];
    }

    /** Takes room for a file, if there is enough. */
    boolean reserve(long bytes) {
        if (used.addAndGet(bytes) <= most) {
            return true;
        }
        used.addAndGet(-bytes);
        return false;
    }

    void release(long bytes) {
        used.addAndGet(-bytes);
    }

    /** How it is named in sentences, with its bound. */
    String describe() {
        return folder + ", which holds " + most / (1 << 20) + " MiB at the most (pagesync.spool.max-size)";
    }
}
