package io.pagesync.ledger.journal;

import io.pagesync.PagesyncException;
import io.pagesync.file.ClaimedFile;
import io.pagesync.file.Holder;
import io.pagesync.file.LineFile;
import io.pagesync.file.NotClaimedException;
import io.pagesync.ledger.AlreadyRunningException;
import io.pagesync.ledger.Ledger;
import io.pagesync.ledger.RunEntry;
import io.pagesync.ledger.RunLedger;
import io.pagesync.ledger.RunRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The ledger of runs into one file, one after the other, as {@code NAME.part.run} beside it: it holds the last run for as
 * long as that can be gone on with, and is removed with its end. Whoever has it open has a lock on it.
 */
public final class JournalLedger implements Ledger {
    /** A load has no schedule that says when its data is due. */
    private static final Duration MAX_AGE = Duration.ofHours(24);

    private final Path file;
    private final long asked;
    private final Consumer<String> tell;
    private @Nullable JournalRun last;

    /**
     * The ledger beside a file.
     *
     * @param file the file that the runs write, which is no link
     * @param asked a fingerprint of all that decides what is loaded, beside what the requests say
     * @param tell is given a sentence when a run goes on, or does not although there is one
     */
    public JournalLedger(Path file, long asked, Consumer<String> tell) {
        this.file = file;
        this.asked = asked;
        this.tell = tell;
    }

    @Override
    public synchronized RunLedger open(RunRequest request) {
        ClaimedFile claimed = claim(request);
        boolean done = false;
        try {
            LineFile lines = new LineFile(claimed.channel());
            EarlierRun earlier = new EarlierRun();
            if (!claimed.isFresh()) {
                lines.read(earlier::take);
            }
            String why = whyNot(earlier, request);
            JournalRun opened = new JournalRun(
                    new JournalFile(claimed, lines, file),
                    request,
                    askedBy(request),
                    why == null ? earlier : null,
                    tell);
            if (why != null && !why.isEmpty()) {
                opened.isAnew(why);
            }
            last = opened;
            done = true;
            return opened;
        } catch (IOException e) {
            throw JournalFile.cannot(file, e);
        } finally {
            if (!done) {
                release(claimed);
            }
        }
    }

    private ClaimedFile claim(RunRequest request) {
        try {
            Path folder = file.toAbsolutePath().resolveSibling("");
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder);
            }
            return ClaimedFile.of(
                    file.resolveSibling(file.getFileName() + ".part.run"),
                    Holder.here("a run of the sync " + request.sync()),
                    false);
        } catch (NotClaimedException e) {
            // Who that is, is said by what it writes.
            throw e.holder() == null
                    ? JournalFile.cannot(file, e)
                    : AlreadyRunningException.into(
                            file,
                            Holder.of(file.resolveSibling(file.getFileName() + ".part"))
                                    .text());
        } catch (IOException e) {
            throw JournalFile.cannot(file, e);
        }
    }

    private long askedBy(RunRequest request) {
        return asked ^ request.asked();
    }

    /** Why the run that is there is not gone on with; empty if there is nothing to say of it, null if it is. */
    private @Nullable String whyNot(EarlierRun earlier, RunRequest request) {
        String only = request.start().only();
        if (only != null && !only.equals(earlier.id())) {
            throw new PagesyncException("run " + only + " cannot be gone on with: " + file.getFileName()
                    + ".part.run holds " + (earlier.id() == null ? "no run" : "run " + earlier.id()));
        }
        if (earlier.id() == null || request.start().fresh() || earlier.totals().pages() == 0) {
            return "";
        }
        String name = JournalRun.name(earlier);
        if (earlier.asked() != askedBy(request)) {
            return name + " was asked for something else";
        }
        Duration given = request.resumeMaxAge();
        Duration most = given.isZero() || given.compareTo(MAX_AGE) > 0 ? given : MAX_AGE;
        return earlier.started().isAfter(Instant.now().minus(most))
                ? null
                : name + " began longer ago than " + most.toHours() + " h";
    }

    private static void release(ClaimedFile claimed) {
        try {
            claimed.release();
        } catch (IOException e) {
            // What has gone wrong before is told.
        }
    }

    @Override
    public synchronized List<RunEntry> runs(@Nullable String sync, int most) {
        JournalRun its = last;
        return its == null || (sync != null && !sync.equals(its.entry().sync())) ? List.of() : List.of(its.entry());
    }

    /** Nothing is kept of runs that have ended, but of one that is gone on with, which {@code fresh} leaves out. */
    @Override
    public int reset(String sync) {
        return 0;
    }
}
