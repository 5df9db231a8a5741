package io.pagesync.destination;

import io.pagesync.PagesyncException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Whether files could be written into a folder; makes nothing. */
public final class FolderCheck {
    private FolderCheck() {}

    /**
     * What is in the way.
     *
     * @param folder a folder that need not be there yet
     * @return the folder, or the nearest above it that is there, if that is no folder one can write to; null if it is
     */
    public static @Nullable Path obstacle(Path folder) {
        Path there = folder.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        return Files.isDirectory(there) && Files.isWritable(there) ? null : there;
    }

    /**
     * Looks whether a folder is there and can be written, or could be made.
     *
     * @param what what is to be written there, for the error: "file" or "folder"
     * @param name how the user names it
     * @throws PagesyncException if not
     */
    public static void requireWritable(Path folder, String what, String name) {
        Path obstacle = obstacle(folder);
        if (obstacle != null) {
            throw new PagesyncException("the " + what + " " + name + " cannot be written: " + obstacle
                    + " is no folder one can write to; name another " + what);
        }
    }
}
