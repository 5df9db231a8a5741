package io.pagesync.run.plan;

import io.pagesync.api.CallFailedException;
import io.pagesync.evidence.Evidence;
import io.pagesync.page.InvalidPageException;
import io.pagesync.paging.PageSequence;
import io.pagesync.run.failure.FailureText;
import io.pagesync.run.failure.Failures;
import io.pagesync.run.turn.PageSlots;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What it means when the API refuses a page as one past the end: either the collection has shrunk, which is drift, or the
 * API refuses what it should have, which is a failure. Thread-safe.
 */
public final class CollectionEnd {
    private static final Set<Integer> REFUSALS = Set.of(400, 404, 410, 416, 422);

    private final PageSequence sequence;
    private final PageSlots slots;
    private final Evidence evidence;
    private final String advice;
    private volatile @Nullable Throwable refusal;
    private boolean told;

    /** Of a run; {@code advice} is what is to be said where only the last page is refused, or nothing. */
    CollectionEnd(PageSequence sequence, PageSlots slots, Evidence evidence, String advice) {
        this.sequence = sequence;
        this.slots = slots;
        this.evidence = evidence;
        this.advice = advice;
    }

    /** Whether it is what strict APIs answer to a page behind their last one, or a rule says so. */
    public static boolean refuses(Throwable error) {
        if (!(error instanceof CallFailedException failed)) {
            return false;
        }
        Boolean ruled = failed.call().isTheEnd();
        return ruled == null ? REFUSALS.contains(failed.status()) : ruled;
    }

    /** The page was refused so: neither it nor those behind it are asked for. */
    public void refused(int page, Throwable error) {
        if (error instanceof CallFailedException failed
                && sequence.refused(page, words(failed), failed.call().speaksOfACap())) {
            return;
        }
        if (page < slots.end()) {
            refusal = error;
        }
        slots.endBefore(page);
    }

    /** Nothing but answers without any list came from this page on, and the one before may be the last. */
    public void withoutList(int page, String words) {
        var unused = sequence.refused(page, words.replaceFirst(";.*", ""), false);
    }

    private static String words(CallFailedException failed) {
        String reason = failed.call().reason();
        return "HTTP " + failed.status() + (reason.isEmpty() ? "" : ": " + reason);
    }

    /** The page behind the last one could not be read: it was refused, as strict APIs do, or who knows. */
    public void refusedBehind(Throwable error) {
        CallFailedException call = error instanceof CallFailedException failed ? failed : null;
        if (error.getCause() instanceof InvalidPageException said && (said.inPlaceOfAPage() || said.isWithoutList())) {
            evidence.refusedBehind(200, (said.getMessage() + "").replaceFirst(";.*", ""), false);
        } else if (call != null && (refuses(call) || (call.status() == 0 && !call.retryable()))) {
            evidence.refusedBehind(
                    call.status(), call.call().reason(), call.call().speaksOfACap());
        } else {
            evidence.unreadableBehind(FailureText.of(error));
        }
    }

    /**
     * How many pages the collection has lost; where it has lost none, the refusal becomes a failure.
     *
     * @param missing how many pages were neither delivered nor failed
     * @param stopped whether the run was ended early: then nobody has looked where the collection ends now
     */
    public synchronized int gone(int missing, boolean stopped, Failures failures) {
        if (!slots.ended()) {
            return 0;
        }
        if (!stopped && evidence.behindTheEnd(slots.end())) {
            return missing;
        }
        if (told) {
            return 0;
        }
        told = true;
        Throwable error = refusal;
        if (error == null) {
            failures.add(slots.end(), "refused");
        } else {
            failures.add(slots.end(), error, slots.isLast(slots.end()) ? advice : "");
        }
        return 0;
    }

    /** Whether pages that were to be there were refused. */
    public boolean isBefore() {
        return slots.ended();
    }

    /** Every sign that the collection changed, the loss of pages included. */
    public List<String> drift(boolean allFetched, int gone) {
        List<String> drift = new ArrayList<>(evidence.drift(allFetched));
        if (gone > 0) {
            drift.add("the collection shrank: page " + slots.end() + " and those after it are past its end now");
        }
        return drift;
    }
}
