package io.pagesync.auth.token;

import io.pagesync.api.credential.LogIn;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Keeps two from replacing the secret in one file at a time, be they threads or processes of this machine. The lock is on a
 * file of its own beside it, {@code .NAME.lock}, because the file itself is replaced; that file stays, empty. Where there can
 * be none, in a folder that may not be written for example, processes are not kept apart.
 */
final class SecretFileLock {
    /** The system's locks are a whole process's: within one, this keeps threads apart. */
    private static final Map<Path, Semaphore> OURS = new ConcurrentHashMap<>();

    private SecretFileLock() {}

    static LogIn.Hold take(Path file) throws InterruptedException {
        Path lock = beside(file);
        Semaphore ours = OURS.computeIfAbsent(lock, each -> new Semaphore(1));
        ours.acquire();
        FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            var unused = channel.lock();
            return release(channel, ours);
        } catch (FileLockInterruptionException e) {
            release(channel, ours).close();
            throw new InterruptedException();
        } catch (IOException e) {
            return release(channel, ours);
        }
    }

    private static LogIn.Hold release(@Nullable FileChannel channel, Semaphore ours) {
        return () -> {
            try {
                if (channel != null) {
                    // The lock goes with it.
                    channel.close();
                }
            } catch (IOException e) {
                // Then it ends with the process.
            } finally {
                ours.release();
            }
        };
    }

    private static Path beside(Path file) {
        Path real;
        try {
            real = file.toRealPath();
        } catch (IOException e) {
            real = file.toAbsolutePath().normalize();
        }
        return real.resolveSibling("." + real.getFileName() + ".lock");
    }
}
