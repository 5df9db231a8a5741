package io.pagesync.ledger.journal;

import io.pagesync.PagesyncException;
import io.pagesync.file.ClaimedFile;
import io.pagesync.file.LineFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file of a journal, for as long as its run is open: written only when there is something to say. Not thread-safe. */
final class JournalFile {
    private final ClaimedFile claimed;
    private final Path of;
    private LineFile lines;
    private boolean written;

    /**
     * A journal that was claimed.
     *
     * @param lines its lines, as far as they are of a run that is gone on with
     * @param of the file that the run writes
     */
    JournalFile(ClaimedFile claimed, LineFile lines, Path of) {
        this.claimed = claimed;
        this.lines = lines;
        this.of = of;
    }

    /** Begins anew; what was there is gone. */
    void begin(String header) {
        try {
            lines = new LineFile(claimed.renewed());
            lines.add(header);
            written = true;
        } catch (IOException e) {
            throw cannot(of, e);
        }
    }

    void add(String line) {
        try {
            lines.add(line);
            written = true;
        } catch (IOException e) {
            throw cannot(of, e);
        }
    }

    boolean isWritten() {
        return written;
    }

    /** Lets go of it; the next run goes on with it. */
    void keep() {
        try {
            if (claimed.isFresh() && !written && claimed.isInPlace()) {
                Files.deleteIfExists(claimed.path());
            }
            claimed.release();
        } catch (IOException e) {
            throw cannot(of, e);
        }
    }

    /** Removes it. */
    void remove() {
        try {
            try {
                if (claimed.isInPlace()) {
                    Files.deleteIfExists(claimed.path());
                }
            } finally {
                claimed.release();
            }
        } catch (IOException e) {
            throw cannot(of, e);
        }
    }

    /** What is said where it cannot be written or read. */
    static PagesyncException cannot(Path of, IOException e) {
        return new PagesyncException(
                "what is done of the file " + of + " cannot be noted in " + of.getFileName() + ".part.run beside it: "
                        + e.getClass().getSimpleName() + ": " + e.getMessage(),
                e);
    }
}
