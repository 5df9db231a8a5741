package io.pagesync.ledger.journal;

import io.pagesync.file.Holder;
import io.pagesync.file.LineFile;
import io.pagesync.ledger.RunEntry;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a journal tells who only looks; not for the process whose run it is, which would lose its lock. */
public final class JournalHistory {
    private JournalHistory() {}

    /**
     * The run into a file that has not come to its end; empty if there is none. The name of its sync is that of the file.
     *
     * @throws io.pagesync.PagesyncException if its journal cannot be read
     */
    public static Optional<RunEntry> of(Path file) {
        Path name = file.getFileName();
        if (name == null) {
            return Optional.empty();
        }
        Path journal = file.resolveSibling(name + ".part.run");
        try (FileChannel channel = FileChannel.open(journal, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            EarlierRun run = new EarlierRun();
            new LineFile(channel).read(run::take);
            String id = run.id();
            if (id == null) {
                return Optional.empty();
            }
            boolean open = isLocked(channel);
            return Optional.of(new RunEntry(
                    id,
                    name.toString(),
                    run.url(),
                    open ? RunEntry.State.RUNNING : RunEntry.State.CUT_SHORT,
                    open ? Holder.of(file.resolveSibling(name + ".part")).text() : "its process",
                    run.attempts(),
                    run.started(),
                    Files.getLastModifiedTime(journal).toInstant(),
                    run.totals(),
                    null));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw JournalFile.cannot(file, e);
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        @Nullable FileLock free = channel.tryLock(0, Long.MAX_VALUE, true);
        if (free != null) {
            free.release();
        }
        return free == null;
    }
}
