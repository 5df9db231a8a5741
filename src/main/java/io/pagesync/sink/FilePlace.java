package io.pagesync.sink;

import io.pagesync.PagesyncException;
import io.pagesync.destination.FolderCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

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

    private static final String INSTALLATION = "pagesync.home";

    /**
     * Looks at the place; a relative one is below the working directory.
     *
     * @throws PagesyncException if no file can be there, with the cure
     */
    static FilePlace of(String name) {
        return in("", name);
    }

    /** The same of a file that a route names: a relative one is below the installation, wherever it is started from. */
    static FilePlace ofRoute(String name) {
        return in(System.getProperty(INSTALLATION, ""), name);
    }

    private static FilePlace in(String folder, String name) {
        try {
            Path path = Path.of(folder).resolve(name);
            if (path.getFileName() == null || Files.isDirectory(path) || name.endsWith("/")) {
                throw cannot(name, "it is a folder");
            }
            return isStream(path)
                    ? new FilePlace(name, path, true)
                    : new FilePlace(name, behindLinks(name, path), false);
        } catch (InvalidPathException e) {
            throw cannot(name, "it is no name of a file (" + e.getReason() + ")");
        } catch (IOException e) {
            throw cannot(name, e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    /** How a route names the file that a command line names: what is relative there is so to the working directory. */
    static String ofCommand(String name) {
        Path here = Path.of("").toAbsolutePath();
        Path home =
                Path.of(System.getProperty(INSTALLATION, "")).toAbsolutePath().normalize();
        return here.equals(home) ? name : here.resolve(name).toString();
    }

    /** Whether a device or a named pipe is there. */
    static boolean isStream(String name) {
        try {
            return isStream(Path.of(name));
        } catch (InvalidPathException | IOException e) {
            return false;
        }
    }

    private static boolean isStream(Path path) throws IOException {
        return Files.exists(path)
                && Files.readAttributes(path, BasicFileAttributes.class).isOther();
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
        Path folder = path.toAbsolutePath().normalize().resolveSibling("");
        if (!Files.exists(folder) && !folder.equals(data())) {
            // Made, it would hide that its name is mistyped.
            throw new PagesyncException("the file " + name + " cannot be written: there is no folder " + folder
                    + "; make it (mkdir -p), or name another file");
        }
        FolderCheck.requireWritable(folder, "file", name);
    }

    /** A file beside it, whose name has this end as well. */
    Path beside(String end) {
        return path.resolveSibling(path.getFileName() + end);
    }

    /** The folder of the installation that is made when it is needed, since the ledger is there as well. */
    private static @Nullable Path data() {
        String home = System.getProperty(INSTALLATION, "");
        return home.isEmpty()
                ? null
                : Path.of(home).toAbsolutePath().normalize().resolve("data");
    }

    private static PagesyncException cannot(String name, String why) {
        return new PagesyncException("the file " + name + " cannot be written: " + why + "; name another file");
    }
}
