package io.pagesync.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import org.jspecify.annotations.Nullable;

/**
 * Who writes a file, in words. Other processes read it from an attribute of the file, where the file system keeps such
 * attributes; no file beside it could be left over.
 *
 * @param text such as {@code run 20261125T020000Z-1a2b3c4d of the sync packages (process 123 on db1)}
 */
public record Holder(String text) {
    private static final String ATTRIBUTE = "pagesync.writer";
    private static final Path HOST = Path.of("/proc/sys/kernel/hostname");
    private static final int LONGEST = 1_000;

    /** Whoever does this in this process, such as {@code run 20261125T020000Z-1a2b3c4d of the sync packages}. */
    public static Holder here(String what) {
        return new Holder(what + " (process " + ProcessHandle.current().pid() + host() + ")");
    }

    /** The host's own name; Java's way to it may ask a name server. */
    private static String host() {
        try {
            return " on " + Files.readString(HOST).strip();
        } catch (IOException e) {
            return "";
        }
    }

    /** Who has signed the file, as far as that can be known. */
    public static Holder of(Path file) {
        UserDefinedFileAttributeView view = view(file);
        try {
            if (view != null && view.list().contains(ATTRIBUTE) && view.size(ATTRIBUTE) <= LONGEST) {
                ByteBuffer text = ByteBuffer.allocate(LONGEST);
                view.read(ATTRIBUTE, text);
                return new Holder(UTF_8.decode(text.flip()).toString().replaceAll("\\p{Cntrl}", " "));
            }
        } catch (IOException e) {
            // What cannot be read is not known.
        }
        return new Holder("another process");
    }

    /** Says on the file who writes it. This opens and closes the file, which ends the locks this process has on it. */
    void sign(Path file) {
        UserDefinedFileAttributeView view = view(file);
        try {
            if (view != null) {
                view.write(ATTRIBUTE, UTF_8.encode(text));
            }
        } catch (IOException e) {
            // The lock holds without it; others are told less.
        }
    }

    /** Takes the signature off a file that nobody writes any more. */
    public static void unsign(Path file) {
        UserDefinedFileAttributeView view = view(file);
        try {
            if (view != null) {
                view.delete(ATTRIBUTE);
            }
        } catch (IOException e) {
            // There is none.
        }
    }

    private static @Nullable UserDefinedFileAttributeView view(Path file) {
        return Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
    }
}
