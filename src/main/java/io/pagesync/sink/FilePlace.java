package io.pagesync.sink;

import io.pagesync.PagesyncException;
import io.pagesync.destination.FolderCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * What is at the place that a user named for a file. Links are followed, so that the file behind a link is replaced and the
 * link stays; a device or a named pipe is written straight through, since it cannot be replaced.
 *
 * @param name the place as the user named it
 * @param path the place itself, which is no link
 * @param stream whether it is a device or a named pipe
 */
record FilePlace(String name, Path path, boolean stream) {
    /** As many as Linux follows. */
    private static final int LINKS = 40;

    /**
     * Looks at the place.
     *
     * @throws PagesyncException if no file can be there, with the cure
     */
    static FilePlace of(String name) {
        try {
            Path path = Path.of(name);
            if (path.getFileName() == null || Files.isDirectory(path) || name.endsWith("/")) {
                throw cannot(name, "it is a folder");
            }
            if (Files.exists(path)
                    && Files.readAttributes(path, BasicFileAttributes.class).isOther()) {
                return new FilePlace(name, path, true);
            }
            return new FilePlace(name, behindLinks(name, path), false);
        } catch (InvalidPathException e) {
            throw cannot(name, "it is no name of a file (" + e.getReason() + ")");
        } catch (IOException e) {
            throw cannot(name, e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    private static Path behindLinks(String name, Path path) throws IOException {
        Path at = path;
        for (int links = 0; Files.isSymbolicLink(at); links++) {
            if (links == LINKS) {
                throw cannot(name, "it is a link that leads nowhere");
            }
            at = at.resolveSibling(Files.readSymbolicLink(at));
        }
        return at;
    }

    /**
     * Looks whether a file could be written there; leaves nothing behind.
     *
     * @throws PagesyncException if not
     */
    void requireWritable() {
        if (stream) {
            if (!Files.isWritable(path)) {
                throw cannot(name, "this user may not write to it");
            }
            return;
        }
        FolderCheck.requireWritable(path.toAbsolutePath().resolveSibling(""), "file", name);
    }

    /** A file beside it, whose name has this end as well. */
    Path beside(String end) {
        return path.resolveSibling(path.getFileName() + end);
    }

    private static PagesyncException cannot(String name, String why) {
        return new PagesyncException("the file " + name + " cannot be written: " + why + "; name another file");
    }
}
