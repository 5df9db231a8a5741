package io.pagesync.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Lines that are added to a file one by one, each by one call of the system, so that a process that is killed leaves whole
 * lines and at most one that is torn. Not thread-safe.
 */
public final class LineFile implements Closeable {
    private static final int PIECE = 1 << 16;

    private final FileChannel channel;
    private long end;
    private boolean cut;

    /** On an open file, which is read from its beginning, and empty for as long as {@link #read} was not called. */
    public LineFile(FileChannel channel) {
        this.channel = channel;
    }

    /** A new file; whatever was at its place is gone, but not what a link there led to. */
    public static LineFile anew(Path file) throws IOException {
        Files.deleteIfExists(file);
        return new LineFile(FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    /** A file that is there; null if there is none, or no plain one. */
    public static @Nullable LineFile existing(Path file) throws IOException {
        try {
            if (!Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .isRegularFile()) {
                return null;
            }
            return new LineFile(FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /**
     * Reads the lines, as long as they are taken. What is added comes behind the last one that was; a line without its end
     * is none.
     */
    public void read(Predicate<String> take) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        end = 0;
        for (long at = 0; ; at += piece.position()) {
            piece.clear();
            if (channel.read(piece, at) <= 0) {
                return;
            }
            for (int i = 0; i < piece.position(); i++) {
                byte next = piece.get(i);
                if (next != '\n') {
                    line.write(next);
                } else if (take.test(line.toString(UTF_8))) {
                    end += line.size() + 1;
                    line.reset();
                } else {
                    return;
                }
            }
        }
    }

    /**
     * Adds a line, which has no line break in it; what is behind the last one is cut off.
     *
     * @throws IOException if it is not there as a whole; then nothing of it is
     */
    public void add(String line) throws IOException {
        byte[] text = (line + "\n").getBytes(UTF_8);
        if (!cut) {
            channel.truncate(end);
            cut = true;
        }
        ByteBuffer bytes = ByteBuffer.wrap(text);
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes, end + bytes.position());
            }
        } catch (IOException e) {
            channel.truncate(end);
            throw e;
        }
        end += text.length;
    }

    /** Waits until the disk has what was added. */
    public void force() throws IOException {
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
