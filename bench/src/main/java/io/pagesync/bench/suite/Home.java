package io.pagesync.bench.suite;

import io.pagesync.bench.harness.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/** A folder like a release: the launcher, its jars, the pipeline, and syncs of the benchmark's own. */
record Home(Path folder) {
    static Home make(Lab lab) throws IOException {
        Path folder = lab.target().resolve("home");
        for (String part : new String[] {"routes/pipeline", "routes/kamelets", "config"}) {
            Files.createDirectories(folder.resolve(part));
            try (Stream<Path> files = Files.list(lab.pagesync().resolve(part))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    copy(file, folder.resolve(part).resolve(file.getFileName()));
                }
            }
        }
        Path launcher = new Home(folder).launcherFile();
        Files.createDirectories(launcher.getParent());
        copy(Path.of(lab.launcher()), launcher);
        Path lib = folder.resolve("lib");
        Files.deleteIfExists(lib);
        Files.createSymbolicLink(lib, lab.pagesync().resolve("lib"));
        return new Home(folder);
    }

    void route(String name, String yaml) throws IOException {
        Files.writeString(folder.resolve("routes").resolve(name + ".camel.yaml"), yaml);
    }

    String launcher() {
        return launcherFile().toString();
    }

    private Path launcherFile() {
        return folder.resolve("bin/pagesync");
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
    }
}
