package io.pagesync.api;

import io.pagesync.PagesyncException;
import io.pagesync.api.credential.Authorization;
import io.pagesync.api.credential.Credential;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to get an answer from an API: one of its slots, the permit to send one request, and what proves who asks. It
 * goes with the message through whatever steps and threads there are between those that get them and the one that sends, and
 * is nothing that a route can log, trace or send on. A request without permit or proof is refused, rather than sent outside of
 * the rate or without a name. Thread-safe.
 */
public final class Attempt {
    private final AtomicReference<@Nullable Long> permit = new AtomicReference<>();
    private final AtomicBoolean underWay = new AtomicBoolean();
    private final AtomicBoolean slot = new AtomicBoolean();
    /** When its request went out, as long as no answer was read. */
    private final AtomicReference<@Nullable Long> began = new AtomicReference<>();

    private volatile @Nullable Credential credential;
    /** The number of the last permit; -1 if there was none. */
    private volatile long number = -1;

    /** It has a permit; returns whether it is under way only since then. */
    boolean permit(long of) {
        number = of;
        permit.set(of);
        return !underWay.getAndSet(true);
    }

    /** It holds one of the API's slots. */
    void takeSlot() {
        slot.set(true);
    }

    /** Whether it held a slot, which it does no more. */
    boolean leaveSlot() {
        return slot.getAndSet(false);
    }

    /** Whether it was under way, which it is no more. */
    boolean end() {
        return underWay.getAndSet(false);
    }

    /** Its request goes out at this time in nanoseconds. */
    void begin(long nanos) {
        began.set(nanos);
    }

    /** Its answer is there: since when it was waited for; empty if none was, or no more. */
    OptionalLong answered() {
        Long since = began.getAndSet(null);
        return since == null ? OptionalLong.empty() : OptionalLong.of(since);
    }

    /** The number of the last permit, used up or not; -1 if there was none. */
    long permitNumber() {
        return number;
    }

    /** The permit, which is used up by that; null if it was before, or if there never was one. */
    @Nullable
    Long usePermit() {
        return permit.getAndSet(null);
    }

    void credential(Credential of) {
        credential = of;
    }

    /** Whether its request may go out with what proves who asks; also where nobody has asked for that. */
    boolean mayGoOut(Authorization by) {
        Credential held = credential;
        return held == null || by.usable(held);
    }

    /**
     * What proves who asks: what the attempt's last request left with.
     *
     * @throws PagesyncException if nobody has asked for it
     */
    public Credential credential() {
        Credential held = credential;
        if (held == null) {
            throw new PagesyncException(
                    "a request was to go out before it was known who asks, and was not sent; the step"
                            + " authorise of routes/pipeline/call.camel.yaml must come before it");
        }
        return held;
    }

    /**
     * Before a request of this attempt is sent.
     *
     * @throws PagesyncException if there is no permit for it
     */
    public void requirePermit() {
        if (permit.get() == null) {
            throw new PagesyncException("a request was to go out without a permit of the rate, and was not sent; each"
                    + " attempt sends one, and direct:pagesync-permit-API must come before it, as in"
                    + " routes/pipeline/call.camel.yaml");
        }
    }
}
