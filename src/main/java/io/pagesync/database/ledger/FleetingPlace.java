package io.pagesync.database.ledger;

import io.pagesync.database.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a ledger is kept where it is likely to be gone after a restart, such as in a container's own file system. */
public final class FleetingPlace {
    private static final Set<String> IN_MEMORY = Set.of("tmpfs", "ramfs");
    private static final Set<String> OF_CONTAINERS = Set.of("overlay", "overlayfs", "aufs");

    private FleetingPlace() {}

    /** What is to be said of it, in one sentence; empty if nothing is. */
    public static Optional<String> warning(Database database) {
        return database.file().flatMap(file -> warning(file, type(file)));
    }

    static Optional<String> warning(Path file, String type) {
        String why = IN_MEMORY.contains(type)
                ? "is in memory"
                : OF_CONTAINERS.contains(type) ? "is a container's own and goes with it" : "";
        return why.isEmpty()
                ? Optional.empty()
                : Optional.of("the ledger is in " + file + ", and that file system (" + type + ") " + why
                        + ": what is known of runs may be gone after a restart; put it on a volume"
                        + " (pagesync.datasource.main.url), or name another data source (pagesync.ledger.data-source)");
    }

    /** The type of its file system, empty where nobody can tell; the file and its folder need not be there yet. */
    private static String type(Path file) {
        @Nullable Path at = file;
        while (at != null && !Files.exists(at)) {
            at = at.getParent();
        }
        try {
            return at == null ? "" : Files.getFileStore(at).type();
        } catch (IOException e) {
            return "";
        }
    }
}
