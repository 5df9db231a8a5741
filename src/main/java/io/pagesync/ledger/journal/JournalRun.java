package io.pagesync.ledger.journal;

import io.pagesync.ledger.Beginning;
import io.pagesync.ledger.PartitionLedger;
import io.pagesync.ledger.RunEntry;
import io.pagesync.ledger.RunId;
import io.pagesync.ledger.RunLedger;
import io.pagesync.ledger.RunRequest;
import io.pagesync.ledger.When;
import io.pagesync.report.RunReport;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A run that is open, in a journal. Thread-safe. */
final class JournalRun implements RunLedger {
    private final JournalFile file;
    private final RunRequest request;
    private final long asked;
    private final Consumer<String> tell;
    private String id;
    private Instant started;
    private @Nullable EarlierRun earlier;
    private String beginning = "";
    private boolean begun;
    private boolean told;
    private boolean broken;
    private int generation;
    private int ordinals;
    private int pages;
    private long records;
    private @Nullable RunReport report;

    /**
     * A run.
     *
     * @param earlier what it goes on with; null if it does not
     */
    JournalRun(JournalFile file, RunRequest request, long asked, @Nullable EarlierRun earlier, Consumer<String> tell) {
        this.file = file;
        this.request = request;
        this.asked = asked;
        this.earlier = earlier;
        this.tell = tell;
        String its = earlier == null ? null : earlier.id();
        this.id = its == null ? RunId.next() : its;
        this.started = earlier == null ? Instant.now() : earlier.started();
        this.ordinals = earlier == null ? 0 : earlier.nextOrdinal();
    }

    /** How people call a run that was left: its id, and when it began. */
    static String name(EarlierRun run) {
        return "run " + run.id() + " of " + When.at(run.started().toEpochMilli(), System.currentTimeMillis());
    }

    /** It begins anew, although there is another one that was cut short. */
    synchronized void isAnew(String why) {
        beginning = "a new run: " + why;
    }

    @Override
    public synchronized String id() {
        return id;
    }

    @Override
    public synchronized boolean goesOn() {
        return earlier != null;
    }

    @Override
    public synchronized String beginning() {
        EarlierRun its = earlier;
        return beginning.isEmpty() && its != null ? "goes on with " + name(its) : beginning;
    }

    @Override
    public synchronized void beginAnew(String why) {
        EarlierRun its = earlier;
        if (its == null) {
            throw new IllegalStateException("the run goes on with no other");
        }
        beginning = "a new run: " + name(its) + " cannot be gone on with, as " + why;
        earlier = null;
        id = RunId.next();
        started = Instant.now();
        generation++;
        begun = false;
        ordinals = 0;
    }

    @Override
    public PartitionLedger partition(String name) {
        return new JournalPartition(this, name);
    }

    /** What is done of a partition, before this attempt. */
    @Nullable
    EarlierPages earlier(String name) {
        EarlierRun its = earlier;
        return its == null ? null : its.partition(name);
    }

    /** Tells of a new run in its place from one. */
    int generation() {
        return generation;
    }

    int nextOrdinal() {
        return ordinals++;
    }

    /** Adds a line, behind what says whose it is. */
    void add(String line) {
        if (!begun) {
            begun = true;
            if (earlier == null) {
                file.begin(JournalLines.header(id, asked, started, request.url()));
            } else {
                file.add(JournalLines.attempt(
                        Instant.now(), ProcessHandle.current().pid()));
            }
        }
        file.add(line);
    }

    /** The first of its partitions has begun: it has been seen which run it is. */
    void tellOnce(@Nullable Beginning first) {
        if (told) {
            return;
        }
        told = true;
        EarlierRun its = earlier;
        if (its != null) {
            int there = its.totals().pages();
            String of = first != null && first.pages().isPresent()
                    ? String.format(Locale.ROOT, " of %,d", first.pages().getAsInt())
                    : "";
            beginning = String.format(
                    Locale.ROOT,
                    "goes on with %s: %,d%s page%s there",
                    name(its),
                    there,
                    of,
                    there > 1 ? "s were" : of.isEmpty() ? " was" : "s was");
        }
        if (!beginning.isEmpty()) {
            tell.accept(beginning);
        }
    }

    /** What was noted cannot be taken back: nobody may go on with it. */
    void isBroken() {
        broken = true;
    }

    void done(int more, long theirRecords) {
        pages += more;
        records += theirRecords;
    }

    @Override
    public synchronized Totals totals() {
        Totals before = earlier == null ? new Totals(0, 0) : earlier.totals();
        return new Totals(before.pages() + pages, before.records() + records);
    }

    @Override
    public boolean resumable() {
        return true;
    }

    @Override
    public synchronized void giveBack() {
        file.keep();
    }

    @Override
    public synchronized void close(RunReport closed) {
        report = closed;
        boolean ours = earlier != null || file.isWritten();
        if (ours && (!closed.canGoOn() || totals().pages() == 0 || broken)) {
            file.remove();
            return;
        }
        try {
            if (file.isWritten()) {
                file.add(JournalLines.closed(closed.verdict()));
            }
        } finally {
            file.keep();
        }
    }

    synchronized RunEntry entry() {
        return new RunEntry(
                id,
                request.sync(),
                request.url(),
                report == null ? RunEntry.State.RUNNING : RunEntry.State.ENDED,
                "PID " + ProcessHandle.current().pid(),
                earlier == null ? 1 : earlier.attempts() + 1,
                started,
                Instant.now(),
                totals(),
                report);
    }
}
