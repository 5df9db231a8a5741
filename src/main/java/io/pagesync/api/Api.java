package io.pagesync.api;

import io.pagesync.api.budget.Demand;
import io.pagesync.api.credential.Authorization;
import io.pagesync.api.credential.Credential;
import io.pagesync.api.credential.Secrets;
import io.pagesync.rate.Allowance;
import io.pagesync.rate.Pace;
import io.pagesync.rate.limit.Limits;
import io.pagesync.rate.limit.OwnLimits;
import io.pagesync.rate.limit.Slots;
import io.pagesync.rate.limit.UsedPermits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * An API at run time: its settings and what all its callers share, the pacer and the slots. However many syncs run, an
 * API has one of each. Thread-safe.
 */
public final class Api {
    private final ApiSettings settings;
    private final Pace pace;
    private final Slots slots;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Secrets secrets = new Secrets();
    private final Authorization authorization;
    private final AtomicLong pauses = new AtomicLong();
    /** How many pauses in a row were of a length that the API did not say. */
    private final AtomicInteger untold = new AtomicInteger();

    private final ApiNotes notes = new ApiNotes();
    private final Demand demand = new Demand();
    private final List<RequestListener> listeners = new CopyOnWriteArrayList<>();
    private final AtomicBoolean credentialsFail = new AtomicBoolean();

    /** An API whose first request may go out at once, and of whose quotas nothing is used. */
    public Api(ApiSettings settings) {
        this(
                settings,
                OwnLimits.of(settings.budget().quotas(), UsedPermits.IN_MEMORY),
                Slots.of(settings.concurrency()));
    }

    /** The same, whose permits wait for these limits beside its rate, and whose requests for these slots. */
    public Api(ApiSettings settings, Limits.Opening limits, Slots slots) {
        this.settings = settings;
        this.slots = slots;
        PermitWaits waits =
                new PermitWaits(settings, notes, () -> tell(each -> each.paused(RequestListener.Pause.QUOTA)));
        this.pace = new Pace(settings.rateLimit(), limits, waits, System::nanoTime);
        this.authorization = settings.auth().open(secrets);
    }

    /** From now on, what becomes of its requests is told to this one, too. */
    public void listen(RequestListener listener) {
        listeners.add(listener);
    }

    private void tell(Consumer<RequestListener> what) {
        for (RequestListener listener : listeners) {
            what.accept(listener);
        }
    }

    /** What is configured of it. */
    public ApiSettings settings() {
        return settings;
    }

    /** Its pacer. */
    public Pace pace() {
        return pace;
    }

    /**
     * Waits for one of the slots, in the order of asking, for an attempt, which holds it until it is {@link #over}.
     *
     * @throws InterruptedException if the thread is interrupted while it waits; it has no slot then
     */
    public void takeSlot(Attempt attempt) throws InterruptedException {
        slots.take();
        attempt.takeSlot();
    }

    /** What proves to the API who asks. */
    public Authorization authorization() {
        return authorization;
    }

    /** Gets what proves who asks, for an attempt. */
    public void authorise(Attempt attempt, Authorization.Worker worker) {
        attempt.credential(authorization.credential(worker));
    }

    /** The credential that an attempt's request leaves with: the newest, for a log-in may have come in between. */
    public Credential credentialToSend(Attempt attempt) {
        Credential newest = authorization.newest(attempt.credential());
        attempt.credential(newest);
        return newest;
    }

    /**
     * Waits for a permit, which the attempt holds until its request has left.
     *
     * @return whether it has one; not, if what proves who asks was refused meanwhile: then the attempt is to be
     *     {@link #authorise authorised} again first
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public boolean takePermit(Attempt attempt) throws InterruptedException {
        long asked = System.nanoTime();
        OptionalLong permit = pace.acquire(() -> attempt.mayGoOut(authorization), number -> goesOut(attempt, number));
        permit.ifPresent(number -> waited(asked));
        return permit.isPresent();
    }

    /**
     * Waits for a permit before all others, for a log-in, which they need.
     *
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public void takePermitFirst(Attempt attempt) throws InterruptedException {
        long asked = System.nanoTime();
        goesOut(attempt, pace.acquireFirst());
        waited(asked);
    }

    private void waited(long since) {
        long nanos = System.nanoTime() - since;
        tell(listener -> listener.waited(nanos));
    }

    /** The attempt's request goes out; {@code again} if it is not the first for its page. */
    public void sending(Attempt attempt, boolean again) {
        attempt.begin(System.nanoTime());
        if (again) {
            tell(RequestListener::retried);
        }
    }

    /** The attempt's answer was read, whatever it is worth. */
    public void answered(Attempt attempt, int status) {
        long now = System.nanoTime();
        attempt.answered().ifPresent(since -> tell(listener -> listener.answered(status, now - since)));
    }

    /** From its permit on: until its request has left, nobody knows whether the server has counted it already. */
    private void goesOut(Attempt attempt, long permit) {
        if (attempt.permit(permit)) {
            inFlight.incrementAndGet();
        }
    }

    /** The attempt's request has left, to its last byte. */
    public void sent(Attempt attempt) {
        Long held = attempt.usePermit();
        if (held != null) {
            pace.sent(held);
        }
    }

    /** The attempt's answer was read, or will not be: its slot is free for the next; nothing, if it was over before. */
    public void over(Attempt attempt) {
        answered(attempt, 0);
        if (attempt.end()) {
            inFlight.decrementAndGet();
        }
        if (attempt.leaveSlot()) {
            slots.release();
        }
    }

    /** Whether its limits are those of several processes together. */
    public boolean isShared() {
        return pace.isShared();
    }

    /** How many requests of this process may be under way: its part, where several share them. */
    public int slots() {
        return slots.usable();
    }

    /** Whether nothing can be sent because who gives permits or slots to several processes is away. */
    public boolean away() {
        return pace.away() || slots.away();
    }

    /** How many requests have a permit, and no answer yet. */
    public int inFlight() {
        return inFlight.get();
    }

    /** How many pauses the API has asked for so far; answers that tell of one pause count once. */
    public long pauses() {
        return pauses.get();
    }

    /**
     * The API asked to be left alone for this long.
     *
     * @throws PauseTooLongException if that is longer than we are willing to sit out
     */
    public void pause(Duration length) {
        pause(length, RequestListener.Pause.TOLD);
    }

    private void pause(Duration length, RequestListener.Pause reason) {
        if (length.compareTo(settings.maxPause()) > 0) {
            throw new PauseTooLongException(Instant.now().plus(length), length, settings);
        }
        if (pace.pause(length) && !length.isZero()) {
            pauses.incrementAndGet();
            tell(listener -> listener.paused(reason));
        }
    }

    /** What is worth knowing of it, whichever run found it. */
    public ApiNotes notes() {
        return notes;
    }

    /** How many requests are to come. */
    public Demand demand() {
        return demand;
    }

    /** A page came with word of what is left of the API's limit; see {@link Pace#heard}. */
    public void allowed(Attempt attempt, Allowance said) {
        long permit = attempt.permitNumber();
        if (permit >= 0) {
            pace.heard(permit, this::inFlight, demand.requests(), said, settings.maxPause())
                    .ifPresent(why -> notes.add(why + ", which is not heeded", false));
        }
    }

    /**
     * The API has refused because of a limit and does not say for how long: it is left alone longer each time, up to the
     * longest backoff, until it gives a page again. Answers that come while it is left alone tell of the same.
     */
    public synchronized void pauseLonger() {
        if (pace.pauseLeft().isZero()) {
            Duration length = settings.backoff().growing(untold.incrementAndGet());
            pause(
                    length.compareTo(settings.maxPause()) > 0 ? settings.maxPause() : length,
                    RequestListener.Pause.UNTOLD);
        }
    }

    /** The API has given a page. */
    public void served() {
        if (untold.get() > 0) {
            untold.set(0);
        }
        if (credentialsFail.get() && credentialsFail.compareAndSet(true, false)) {
            tell(listener -> listener.credentials(true, ""));
        }
    }

    /** A log-in is over; one that was stopped is not told. */
    public void loggedIn(boolean well) {
        tell(listener -> listener.loggedIn(well));
    }

    /** What proves who asks is refused for good; the sentence has no secret. */
    public void refuses(String sentence) {
        if (credentialsFail.compareAndSet(false, true)) {
            tell(listener -> listener.credentials(false, sentence));
        }
    }

    /** The text with a mask in place of every secret and token of this API, now or before, that it repeats. */
    public String mask(String text) {
        return secrets.mask(text);
    }
}
