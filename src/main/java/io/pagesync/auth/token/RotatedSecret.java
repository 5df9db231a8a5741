package io.pagesync.auth.token;

import io.pagesync.InvalidSettingException;
import io.pagesync.api.credential.LogIn;
import io.pagesync.settings.SecretSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A secret that its server replaces while it is used. The new one is written back to the file of the old one; where that
 * cannot be, it is kept as long as the process, or until somebody puts another one into the file. Thread-safe.
 */
public final class RotatedSecret {
    private final SecretSource source;
    private @Nullable Replaced replaced;

    /** The one that was replaced, and by which. */
    private record Replaced(String old, String fresh) {}

    /** One that is kept there. */
    public RotatedSecret(SecretSource source) {
        this.source = source;
    }

    /** The secret as it is now. */
    synchronized String read() {
        Replaced last = replaced;
        try {
            String there = source.read();
            return last != null && last.old.equals(there) ? last.fresh : there;
        } catch (InvalidSettingException e) {
            if (last == null) {
                throw e;
            }
            return last.fresh;
        }
    }

    /** What is there, whoever has put it there; empty if it cannot be read. */
    private String there() {
        try {
            return source.read();
        } catch (InvalidSettingException e) {
            return "";
        }
    }

    /**
     * The server has given a new one.
     *
     * @return what a person should know, in one sentence, if it could not be kept
     */
    synchronized Optional<String> replace(String fresh) {
        String there = there();
        Replaced last = replaced;
        if (there.equals(fresh) || (last != null && last.fresh.equals(fresh))) {
            return Optional.empty();
        }
        replaced = new Replaced(there, fresh);
        Optional<Path> file = source.file();
        if (file.isEmpty()) {
            return Optional.of(
                    "the log-in gave a new refresh token, which is lost when this process ends, because the old"
                            + " one is in an environment variable; name a file that holds it, in place of "
                            + source.described());
        }
        try {
            SecretFileWriter.replace(file.get(), fresh);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("the new refresh token could not be written to " + file.get() + " ("
                    + e.getClass().getSimpleName() + ": " + e.getMessage()
                    + ") and is lost when this process ends; the one there may not be good any more. Make the file and its"
                    + " folder writable");
        }
    }

    /** Waits until no other process on this machine is about to replace it. */
    LogIn.Hold hold() throws InterruptedException {
        Optional<Path> file = source.file();
        return file.isEmpty() ? () -> {} : SecretFileLock.take(file.get());
    }
}
