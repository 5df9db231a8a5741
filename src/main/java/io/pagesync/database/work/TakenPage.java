package io.pagesync.database.work;

import io.pagesync.PagesyncException;
import io.pagesync.database.own.work.LedgerWork.Answer;
import io.pagesync.database.own.work.LedgerWork.Place;
import io.pagesync.ledger.Beginning;
import io.pagesync.ledger.PartitionLedger;
import io.pagesync.ledger.RunLedger.DonePage;
import io.pagesync.ledger.RunLedger.Refusal;
import io.pagesync.ledger.RunLedger.Totals;
import io.pagesync.page.Fingerprint;
import io.pagesync.page.Page;
import io.pagesync.page.PageKeys;
import io.pagesync.report.Verdict;
import io.pagesync.run.fetch.Fetch;
import io.pagesync.work.PageAnswer;
import io.pagesync.work.PageAnswer.Said;
import io.pagesync.work.PageTask;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A page that this process delivers for the owner of its run: what becomes of it is told to that one, in place of the run's
 * ledger. Thread-safe.
 */
public final class TakenPage implements PartitionLedger {
    private final TakenPages all;
    private final PageTask task;
    private final Place place;
    private @Nullable Page page;
    private @Nullable Fetch fetch;
    private Supplier<Said> said = () -> Said.NOTHING;
    private boolean answered;

    TakenPage(TakenPages all, PageTask task, Place place) {
        this.all = all;
        this.task = task;
        this.place = place;
    }

    static Place place(PageTask task) {
        return new Place(task.run(), Fingerprint.of(task.partition()), task.page());
    }

    Place place() {
        return place;
    }

    /** What was asked for. */
    public PageTask task() {
        return task;
    }

    /**
     * It is on its way.
     *
     * @param attempts by which it is fetched
     * @param destinations gives what the run's destinations here say
     */
    public synchronized void setsOut(Fetch attempts, Supplier<Said> destinations) {
        fetch = attempts;
        said = destinations;
    }

    /** Whether the owner knows what became of it. */
    public synchronized boolean isAnswered() {
        return answered;
    }

    @Override
    public synchronized void arrived(Page arrived) {
        page = arrived;
    }

    private synchronized int requests() {
        return fetch == null ? 0 : fetch.attempts();
    }

    private Said said() {
        Supplier<Said> its;
        synchronized (this) {
            its = said;
        }
        return its.get();
    }

    private synchronized @Nullable Page page() {
        return page;
    }

    @Override
    public void done(int number, DonePage what) {
        done(number, what, PageKeys.NONE, List.of());
    }

    @Override
    public void done(int number, DonePage what, PageKeys keys, List<Refusal> refused) {
        Page its = Objects.requireNonNull(page(), "a page that is done has come");
        PageAnswer answer = PageAnswer.delivered(its, refused, said(), requests(), its.length());
        answer(new Answer(what.records(), what.size(), what.fingerprint(), answer.toJson(), keys.toBytes()), refused);
    }

    /** It could not be delivered, whatever was tried. */
    public void failed(Throwable error, String more) {
        Page its = page();
        PageAnswer answer = PageAnswer.failed(error, its != null, more, requests(), its == null ? 0 : its.length());
        answer(new Answer(0, 0, 0, answer.toJson(), new byte[0]), List.of());
    }

    private void answer(Answer answer, List<Refusal> refused) {
        if (!all.answer(place, answer, refused)) {
            throw new PagesyncException(
                    "page " + task.page() + " of run " + task.run() + " was given to another process meanwhile");
        }
        synchronized (this) {
            answered = true;
        }
    }

    /** It has come to its end here; if it is not answered, another process may take it. */
    public void leave() {
        all.leave(this);
    }

    @Override
    public void failed(int number, String error) {
        // Told with the error itself.
    }

    @Override
    public void begin(Beginning beginning) {
        // The owner has begun it.
    }

    @Override
    public void forgetFrom(int number) {
        // There is but one page.
    }

    @Override
    public Totals totals() {
        return new Totals(0, 0);
    }

    @Override
    public void ended(Verdict verdict) {
        // That is for the owner to say.
    }
}
