package io.pagesync.camel.sync.work;

import io.pagesync.PagesyncException;
import io.pagesync.database.work.TakenPage;
import io.pagesync.run.Delivery;
import io.pagesync.run.Run;
import io.pagesync.run.failure.FailureText;
import io.pagesync.run.failure.Participants;
import io.pagesync.run.turn.RunStoppedException;
import io.pagesync.work.PageAnswer.Said;
import io.pagesync.work.PageTask;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A page that this process delivers for the owner of its run, on its way through the route of its sync. Thread-safe. */
public final class JoinedPage {
    private final TakenPage page;
    private final Delivery delivery;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable Throwable failure;

    /** One that was taken, of a run that was joined for it. */
    public JoinedPage(Run run, TakenPage page) {
        PageTask task = page.task();
        this.page = page;
        this.delivery = run.join(page, task.slice(), task.firstPage(), task.keyFields(), task.page())
                .whenEnded(this::ended);
        Participants all = run.destinations();
        page.setsOut(delivery.fetch(), () -> new Said(all.contradictions(), all.tableChanges()));
    }

    /** Its run. */
    public Run run() {
        return delivery.run();
    }

    /** The page on its way. */
    public Delivery delivery() {
        return delivery;
    }

    private void ended(@Nullable Throwable error) {
        try {
            if (error instanceof RunStoppedException) {
                failure = error;
            } else if (error != null) {
                page.failed(error, delivery.fetch().afterAttempts());
            }
        } catch (RuntimeException e) {
            failure = e;
        } finally {
            ended.countDown();
        }
    }

    /**
     * Waits until the page has come to its end, in whatever thread.
     *
     * @throws PagesyncException if the owner of the run was not told of it, so that another process has to deliver it
     */
    public void await() {
        try {
            run().stop().whileWaiting(ended::await);
        } finally {
            leave();
        }
        if (!page.isAnswered()) {
            Throwable why = failure;
            throw new PagesyncException("page " + page.task().page() + " of run " + run().id()
                    + " is left to another process" + (why == null ? "" : ": " + FailureText.of(why)));
        }
    }

    /** It is over here; also where it never set out. */
    public void leave() {
        page.leave();
        run().left(delivery);
    }
}
