package io.pagesync.sink;

import io.pagesync.file.LineFile;
import io.pagesync.page.Page;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which pages are in a part, in a file beside it, so that the same run can go on with the part: a line with the run's id,
 * then one for each block, written behind it. A block without its line is none. Not thread-safe.
 */
final class PageMarks implements Closeable {
    private static final String FORMAT = "pagesync-pages 2 ";

    private static final String WITHDRAWN = "-";

    private final Path file;
    private final LineFile lines;

    private PageMarks(Path file, LineFile lines) {
        this.file = file;
        this.lines = lines;
    }

    /** New marks, of a run whose part is empty. */
    static PageMarks begin(Path file, String run) throws IOException {
        PageMarks marks = new PageMarks(file, LineFile.anew(file));
        marks.lines.add(FORMAT + run);
        return marks;
    }

    /**
     * The marks of this run, as an earlier attempt at it has left them; null if there are none.
     *
     * @param length how long the part is; marks of what is not in it any more do not count
     * @param blocks are told of
     */
    static @Nullable PageMarks of(Path file, String run, long length, PageBlocks blocks) throws IOException {
        LineFile lines = LineFile.existing(file);
        if (lines == null) {
            return null;
        }
        boolean[] ours = new boolean[1];
        try {
            lines.read(line -> {
                if (!ours[0]) {
                    ours[0] = line.equals(FORMAT + run);
                    return ours[0];
                }
                return add(line, length, blocks);
            });
        } catch (IOException e) {
            lines.close();
            throw e;
        }
        if (!ours[0]) {
            lines.close();
            return null;
        }
        return new PageMarks(file, lines);
    }

    private static boolean add(String line, long length, PageBlocks blocks) {
        String[] parts = line.split(" ", -1);
        try {
            if (parts[2].equals(WITHDRAWN)) {
                blocks.remove(Long.parseUnsignedLong(parts[0], 16), Integer.parseInt(parts[1]));
                return true;
            }
            long end = Long.parseLong(parts[2]);
            if (parts.length != 5 || end < blocks.end() || end > length) {
                return false;
            }
            blocks.add(
                    Long.parseUnsignedLong(parts[0], 16),
                    Integer.parseInt(parts[1]),
                    Long.parseUnsignedLong(parts[3], 16),
                    Integer.parseInt(parts[4]),
                    end);
            return true;
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return false;
        }
    }

    /** The page is in the part, in a block that ends there. */
    void add(long partition, Page page, long end) throws IOException {
        lines.add(Long.toHexString(partition) + " " + page.getNumber() + " " + end + " "
                + Long.toHexString(page.fingerprint()) + " " + page.getSize());
    }

    /** The page is in it no more; if that cannot be noted, there are no marks any more, and false is returned. */
    boolean withdraw(long partition, int page) {
        try {
            lines.add(Long.toHexString(partition) + " " + page + " " + WITHDRAWN);
            return true;
        } catch (IOException e) {
            try {
                lines.close();
                remove(file);
            } catch (IOException alsoThat) {
                e.addSuppressed(alsoThat);
            }
            return false;
        }
    }

    /** Waits until the disk has them. */
    void force() throws IOException {
        lines.force();
    }

    /** Removes marks that are of no use any more. */
    static void remove(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
