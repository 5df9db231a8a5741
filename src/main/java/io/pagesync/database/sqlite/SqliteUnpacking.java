package io.pagesync.database.sqlite;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks SQLite and has its driver load that. The driver would unpack it by itself and then compare what it has written, byte
 * by byte, which took a tenth of a second of every start.
 */
final class SqliteUnpacking {
    private static final String PATH = "org.sqlite.lib.path";
    private static final String NAME = "org.sqlite.lib.name";
    /** Not what the driver's begin with: a driver in another process removes those that it takes to be left over. */
    private static final String PREFIX = "sqlite-pagesync-";

    private final Path folder;

    SqliteUnpacking(Path folder) {
        this.folder = folder;
    }

    /**
     * Loads it.
     *
     * @throws ClassNotFoundException if the driver is another one than we know
     * @throws NoSuchMethodException if the driver is another one than we know
     */
    void load() throws Exception {
        Class<?> loader = Class.forName("org.sqlite.SQLiteJDBCLoader");
        Path library = System.getProperty(PATH) == null && System.getProperty(NAME) == null ? unpack(loader) : null;
        if (library == null) {
            loader.getMethod("initialize").invoke(null);
            return;
        }
        System.setProperty(PATH, folder.toString());
        System.setProperty(NAME, library.getFileName().toString());
        try {
            loader.getMethod("initialize").invoke(null);
        } finally {
            System.clearProperty(PATH);
            System.clearProperty(NAME);
        }
    }

    /** The file; null where the driver has none for this machine in its jar. */
    private @Nullable Path unpack(Class<?> loader) throws Exception {
        Class<?> names = Class.forName("org.sqlite.util.LibraryLoaderUtil");
        String name = names.getMethod("getNativeLibName").invoke(null).toString();
        String inJar = names.getMethod("getNativeLibResourcePath").invoke(null) + "/" + name;
        try (InputStream in = loader.getResourceAsStream(inJar)) {
            return in == null ? null : unpack(in, name);
        }
    }

    private Path unpack(InputStream in, String name) throws IOException {
        Path file = Files.createTempFile(folder, PREFIX, "-" + name);
        file.toFile().deleteOnExit();
        try (OutputStream out = Files.newOutputStream(file)) {
            in.transferTo(out);
        }
        return file;
    }
}
