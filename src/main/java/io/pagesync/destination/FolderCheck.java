package io.pagesync.destination;

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
}
