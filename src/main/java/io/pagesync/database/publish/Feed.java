package io.pagesync.database.publish;

import io.pagesync.PagesyncException;
import io.pagesync.database.SqlFailure;
import io.pagesync.database.table.TableSettings;
import io.pagesync.report.RunReport;
import io.pagesync.run.Run;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The changes that a run makes of a table, on their way out beside it. The run waits where too many of them wait, and at its end until
 * all are sent, as long as some go out. Thread-safe.
 */
public final class Feed {
    private static final Duration LOOK = Duration.ofMillis(200);

    /** How long a run that is told to end waits for the rest. */
    private static final Duration SHORT = Duration.ofSeconds(5);

    private static final int UNANSWERED = 4;

    private final Publisher publisher;
    private final Runnable release;
    private final TableSettings settings;
    private final Run run;
    private final Duration patience;
    private int known;
    private boolean looked;
    private RunReport.@Nullable Unsent unsent;

    Feed(Publisher publisher, Runnable release, TableSettings settings, Run run, Duration patience) {
        this.publisher = publisher;
        this.release = release;
        this.settings = settings;
        this.run = run;
        this.patience = patience;
    }

    /** So many rows were made or changed in a transaction that is committed. */
    public void changed(int rows) {
        if (rows > 0) {
            synchronized (this) {
                known += rows;
            }
            publisher.wake();
        }
    }

    /** Whether there may be as many as may wait; they are counted only then. */
    private boolean isFull() throws SQLException {
        int most = settings.changes().backlog();
        synchronized (this) {
            if (looked && known < most) {
                return false;
            }
        }
        int count = publisher.changes().count(most);
        synchronized (this) {
            looked = true;
            known = count;
        }
        return count >= most;
    }

    /**
     * Waits while as many changes wait as may.
     *
     * @throws PagesyncException if none goes out for long, with what keeps it
     */
    public void awaitRoom() throws SQLException {
        if (!isFull()) {
            return;
        }
        run.notes()
                .add(String.format(
                        Locale.ROOT,
                        "pages of table %s waited, because %,d changes were not yet sent to %s (changesBacklog)",
                        settings.table(),
                        settings.changes().backlog(),
                        publisher.endpoint()));
        Stillness ours = new Stillness();
        Stillness theirs = new Stillness();
        do {
            run.stop().whileWaiting(() -> publisher.awaitProgress(LOOK));
            // Another process may be the one that sends them.
            boolean still = theirs.lastsFor(patience(), publisher.changes().oldest());
            if (ours.lastsFor(patience(), publisher.progress()) && still) {
                throw new PagesyncException(String.format(
                        Locale.ROOT,
                        "table %s: %,d changes wait to be sent to %s, and none goes out: %s; mend that, and run it again",
                        settings.table(),
                        settings.changes().backlog(),
                        publisher.endpoint(),
                        why()));
            }
        } while (isFull());
    }

    /** An answer that is under way is waited for for longer. */
    private Duration patience() {
        return publisher.trouble() == null ? patience.multipliedBy(UNANSWERED) : patience;
    }

    private String why() {
        String trouble = publisher.trouble();
        return trouble != null ? trouble : publisher.isClosed() ? "Pagesync is shutting down" : "no answer came";
    }

    /** The run is over: waits until all are sent, as long as some go out, and keeps in mind what is left. */
    public void finish() {
        try {
            publisher.wake();
            drain();
        } finally {
            release.run();
        }
    }

    private void drain() {
        Stillness still = new Stillness();
        long began = System.nanoTime();
        boolean quick = run.stop().stopped();
        while (true) {
            int left;
            try {
                left = publisher.changes().count(Integer.MAX_VALUE);
            } catch (SQLException e) {
                leave(-1, SqlFailure.of(e).sentence(publisher.changes().database()));
                return;
            }
            if (left == 0) {
                return;
            }
            boolean late = quick && System.nanoTime() - began > SHORT.toNanos();
            // Another process may be the one that sends them.
            if (publisher.isClosed() || late || still.lastsFor(quick ? SHORT : patience(), -(long) left)) {
                leave(left, quick && publisher.trouble() == null ? "the run was told to end" : why());
                return;
            }
            try {
                publisher.awaitProgress(LOOK);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                leave(left, "the run was interrupted");
                return;
            }
        }
    }

    private synchronized void leave(long left, String why) {
        unsent = new RunReport.Unsent("table " + settings.table(), publisher.endpoint(), left, why);
    }

    /** What is left, once the run is over. */
    public synchronized List<RunReport.Unsent> unsent() {
        return unsent == null ? List.of() : List.of(unsent);
    }

    /** For how long a number has not grown. */
    private static final class Stillness {
        private long highest = Long.MIN_VALUE;
        private long since = System.nanoTime();

        boolean lastsFor(Duration most, long number) {
            if (number > highest) {
                highest = number;
                since = System.nanoTime();
                return false;
            }
            return System.nanoTime() - since > most.toNanos();
        }
    }
}
