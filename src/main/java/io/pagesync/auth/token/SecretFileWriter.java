package io.pagesync.auth.token;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Replaces the secret in a file, so that whoever reads it at any moment, after a power failure too, finds the old one or the
 * new one as a whole. The file keeps its mode and its owner; a link stays a link.
 */
final class SecretFileWriter {
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private SecretFileWriter() {}

    static void replace(Path file, String secret) throws IOException {
        Path target = file.toRealPath();
        Path folder = target.getParent();
        // Nobody else may read it, not even before it has the mode of the old one.
        FileAttribute<?>[] mine = POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        Path fresh = Files.createTempFile(folder, "." + target.getFileName() + ".", ".new", mine);
        try {
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap((secret + "\n").getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                if (POSIX) {
                    likeOld(target, fresh);
                }
                channel.force(true);
            }
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        } catch (IOException e) {
            // Not every file system can do that with a folder.
        }
    }

    private static void likeOld(Path target, Path fresh) throws IOException {
        if (!Files.getOwner(target).equals(Files.getOwner(fresh))) {
            Files.setOwner(fresh, Files.getOwner(target));
        }
        Files.setPosixFilePermissions(fresh, Files.getPosixFilePermissions(target));
    }
}
