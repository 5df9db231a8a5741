package io.pagesync.cli;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Pagesync in a jar, and the classes of its start in an archive that each process of the tests maps, as the launcher has them: that
 * halves what a start costs, and the tests make hundreds. Made once a build, by whichever process of the tests comes first; where
 * it cannot be made, all works without it.
 */
final class KeptClasses {
    private static final Path CLASSES = Path.of(URI.create(
            Pagesync.class.getProtectionDomain().getCodeSource().getLocation().toString()));
    private static final Path FOLDER = Path.of("target/tests-kept").toAbsolutePath();
    private static final List<String> OPTIONS = make();

    private KeptClasses() {}

    /** What a JVM is started with: options and class path. The folder of the shipped settings comes last, as in an installation. */
    static List<String> options() {
        return OPTIONS;
    }

    private static List<String> make() {
        try {
            Files.createDirectories(FOLDER);
            // Of all processes of the tests, one makes it; closing the file ends the lock.
            try (FileChannel file =
                    FileChannel.open(FOLDER.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                var unused = file.lock();
                return made();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> made() throws IOException {
        Path jar = FOLDER.resolve("pagesync-" + newest() + ".jar");
        Path archive = FOLDER.resolve(jar.getFileName() + "-" + Runtime.version() + ".jsa");
        if (!Files.exists(jar)) {
            pack(jar);
        }
        String jars = jar
                + File.pathSeparator
                + Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                        .filter(entry -> entry.endsWith(".jar"))
                        .collect(Collectors.joining(File.pathSeparator));
        Path failed = FOLDER.resolve(archive.getFileName() + ".failed");
        if (!Files.exists(archive) && !Files.exists(failed) && !train(jars, archive)) {
            Files.createFile(failed);
        }
        List<String> options = new ArrayList<>();
        if (Files.exists(archive)) {
            options.addAll(List.of("-Xlog:cds=off", "-Xlog:cds+dynamic=off", "-XX:SharedArchiveFile=" + archive));
        }
        options.addAll(
                List.of("-cp", jars + File.pathSeparator + Path.of("config").toAbsolutePath()));
        return List.copyOf(options);
    }

    private static long newest() throws IOException {
        try (Stream<Path> files = Files.walk(CLASSES)) {
            return files.map(KeptClasses::changed)
                    .max(Comparator.naturalOrder())
                    .orElseThrow()
                    .toMillis();
        }
    }

    private static FileTime changed(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pack(Path jar) throws IOException {
        Path part = FOLDER.resolve("part.jar");
        try (Stream<Path> files = Files.walk(CLASSES);
                OutputStream out = Files.newOutputStream(part);
                JarOutputStream packed = new JarOutputStream(out)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                packed.putNextEntry(
                        new JarEntry(CLASSES.relativize(file).toString().replace(File.separatorChar, '/')));
                Files.copy(file, packed);
                packed.closeEntry();
            }
        }
        Files.move(part, jar);
    }

    private static boolean train(String jars, Path archive) throws IOException {
        List<String> command = new ArrayList<>(CommandProcess.java());
        command.addAll(
                List.of("-XX:ArchiveClassesAtExit=" + archive, "-cp", jars, "io.pagesync.cli.Pagesync", "train"));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(FOLDER.resolve("train.log").toFile())
                .start();
        try {
            return process.waitFor(5, TimeUnit.MINUTES) && process.exitValue() == 0 && Files.exists(archive);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            process.destroyForcibly();
        }
    }
}
