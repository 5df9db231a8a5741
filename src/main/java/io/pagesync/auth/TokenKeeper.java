package io.pagesync.auth;

import io.pagesync.PagesyncException;
import io.pagesync.api.PauseTooLongException;
import io.pagesync.api.credential.Authorization;
import io.pagesync.api.credential.Credential;
import io.pagesync.api.credential.LogIn;
import io.pagesync.api.credential.LogInFailedException;
import io.pagesync.api.credential.Secrets;
import io.pagesync.settings.Naming;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the token of an API: of any number of workers that need one, a single one logs in, and all others wait for it.
 *
 * <p>A token is renewed when a tenth of its life is left, a minute at the most (24 h: a minute before its end; 10 s: a
 * second before); those who do not renew it go on with the old one meanwhile. It is renewed as well when the API refuses
 * it, unless somebody has done so already: what counts is the token that was sent, not when its 401 arrived. A 403 does
 * the same for a token that has read pages, once a minute at the most.
 *
 * <p>A log-in that has failed for good fails every worker with the one error, and is not repeated for {@link
 * #REFUSED_FOR}, unless its secrets have changed: many servers lock an account after a few wrong passwords. The same
 * goes for a log-in whose token is refused at once, two in a row.
 *
 * <p>A worker whose run is stopped while it logs in leaves the log-in to the next one. Thread-safe.
 */
final class TokenKeeper implements Authorization {
    /** For how long a log-in that has failed is not repeated with the same secrets. */
    static final Duration REFUSED_FOR = Duration.ofMinutes(1);

    /** How often a token is renewed because of a 403; where that does not help, the page is what is forbidden. */
    static final Duration FORBIDDEN_ONCE_IN = Duration.ofMinutes(1);

    private static final int MOST_REFUSALS = 2;

    private final LogIn logIn;
    private final LongSupplier clock;
    private final Secrets seen;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition over = lock.newCondition();
    private volatile @Nullable KeptToken kept;
    /** The last credential that has read a page. */
    private volatile @Nullable Credential proven;

    private @Nullable Failed failed;
    private @Nullable Long forbiddenAt;
    private boolean loggingIn;
    /** How many tokens in a row were refused without one that was accepted in between. */
    private final AtomicInteger refusals = new AtomicInteger();

    private record Failed(PagesyncException error, LogIn.Request request, long until) {}

    /**
     * A keeper without a token.
     *
     * @param logIn how one gets a token
     * @param clock a monotonic clock in nanoseconds, such as {@link System#nanoTime}
     * @param seen is told every token
     */
    TokenKeeper(LogIn logIn, LongSupplier clock, Secrets seen) {
        this.logIn = logIn;
        this.clock = clock;
        this.seen = seen;
    }

    @Override
    public Credential credential(Worker worker) {
        KeptToken now = kept;
        if (now != null && !now.due(clock.getAsLong())) {
            return now.credential();
        }
        AtomicReference<@Nullable Credential> ready = new AtomicReference<>();
        worker.whileWaiting(() -> ready.set(awaitOthers()));
        Credential had = ready.get();
        return had == null ? lead(worker) : had;
    }

    @Override
    public Credential newest(Credential held) {
        KeptToken now = kept;
        return now == null ? held : now.credential();
    }

    @Override
    public void accepted(Credential used) {
        if (proven == used) {
            return;
        }
        KeptToken now = kept;
        if (now != null && now.credential() == used) {
            proven = used;
            refusals.set(0);
        }
    }

    @Override
    public boolean usable(Credential held) {
        return kept != null;
    }

    @Override
    public boolean forbidden(Credential used) {
        lock.lock();
        try {
            KeptToken now = kept;
            if (now == null || now.credential() != used) {
                return true;
            }
            long at = clock.getAsLong();
            if (proven != used || (forbiddenAt != null && at - forbiddenAt < FORBIDDEN_ONCE_IN.toNanos())) {
                return false;
            }
            forbiddenAt = at;
            kept = null;
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean refused(Credential used) {
        lock.lock();
        try {
            KeptToken now = kept;
            if (now == null || now.credential() != used) {
                return true;
            }
            kept = null;
            if (refusals.incrementAndGet() < MOST_REFUSALS) {
                return true;
            }
            refusals.set(0);
            fail(
                    new LogInFailedException(
                            "the API refuses (401) the token that its log-in has just given; " + logIn.cure(), null),
                    now.request());
            return false;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String cure(Naming names) {
        return "the token is fresh from its log-in; " + logIn.cure();
    }

    @Override
    public Optional<LogIn> logIn() {
        return Optional.of(logIn);
    }

    /** The token, as soon as there is one; null if it is this worker's turn to log in. */
    private @Nullable Credential awaitOthers() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                long now = clock.getAsLong();
                KeptToken token = kept;
                boolean usable = token != null && !token.over(now);
                if (token != null && usable && (loggingIn || !token.due(now))) {
                    return token.credential();
                }
                if (!loggingIn) {
                    Failed before = failedStill(now);
                    if (token != null && usable && before != null) {
                        return token.credential();
                    }
                    if (before != null) {
                        throw before.error;
                    }
                    loggingIn = true;
                    return null;
                }
                over.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private Credential lead(Worker worker) {
        LogIn.Request request = null;
        LogIn.Hold[] held = {() -> {}};
        try {
            worker.whileWaiting(() -> held[0] = logIn.hold());
            request = logIn.request();
            try {
                return keep(worker.logIn(request), request);
            } catch (LogInFailedException e) {
                LogIn.Request now = logIn.request();
                if (now.equals(request)) {
                    throw e;
                }
                // Somebody has changed the secrets meanwhile.
                request = now;
                return keep(worker.logIn(request), request);
            }
        } catch (LogInFailedException | PauseTooLongException e) {
            lock.lock();
            try {
                if (request != null) {
                    fail(e, request);
                }
                KeptToken old = kept;
                if (old != null && !old.over(clock.getAsLong())) {
                    return old.credential();
                }
                throw e;
            } finally {
                lock.unlock();
            }
        } finally {
            held[0].close();
            lock.lock();
            try {
                loggingIn = false;
                over.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private Credential keep(LogIn.Token token, LogIn.Request request) {
        seen.add(token.text());
        lock.lock();
        try {
            KeptToken fresh = KeptToken.of(token, request, clock.getAsLong());
            kept = fresh;
            failed = null;
            return fresh.credential();
        } finally {
            lock.unlock();
        }
    }

    private void fail(PagesyncException error, LogIn.Request request) {
        failed = new Failed(error, request, clock.getAsLong() + REFUSED_FOR.toNanos());
    }

    private @Nullable Failed failedStill(long now) {
        Failed last = failed;
        boolean still = last != null && now - last.until < 0 && logIn.request().equals(last.request);
        failed = still ? last : null;
        return failed;
    }
}
