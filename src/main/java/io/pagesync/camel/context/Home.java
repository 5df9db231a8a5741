package io.pagesync.camel.context;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where routes and Kamelets are: beside the launcher, so that people can read and change them; else in the jar. */
public final class Home {
    private Home() {}

    /** The folder that relative paths of settings are below, where that is not the working directory. */
    static Optional<Path> elsewhere() {
        String home = System.getProperty("pagesync.home", "");
        Path folder = Path.of(home).toAbsolutePath().normalize();
        return home.isEmpty() || folder.equals(Path.of("").toAbsolutePath()) ? Optional.empty() : Optional.of(folder);
    }

    /** The folder on disk as {@code file:...} if there is one, else the one in the jar as {@code classpath:...}. */
    public static String folder(String inJar, String onDisk) {
        String home = System.getProperty("pagesync.home", "");
        Path folder = Path.of(home, onDisk);
        return !home.isEmpty() && Files.isDirectory(folder) ? "file:" + folder : "classpath:" + inJar;
    }
}
