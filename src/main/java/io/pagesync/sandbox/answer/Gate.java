package io.pagesync.sandbox.answer;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets an arriving request through or refuses it with 429: first a pause that was ordered, then the rate limit. One
 * lock for both, so that exactly the ordered number of requests passes before the pause.
 */
public final class Gate {
    private final @Nullable RateWindow limit;
    private @Nullable ForcedPause pause;

    /** A limit in requests a second; 0 for none. */
    public Gate(double perSecond) {
        limit = perSecond == 0 ? null : new RateWindow(perSecond);
    }

    public synchronized void pauseAfter(long requests, Duration length) {
        pause = new ForcedPause(requests, length);
    }

    public synchronized List<Duration> pauseArrivals() {
        ForcedPause current = pause;
        return current == null ? List.of() : current.arrivals();
    }

    /** Null if the request may pass, else its answer: 429 with the whole seconds to wait. */
    public synchronized @Nullable Answer refusal(long arrival) {
        ForcedPause current = pause;
        long paused = current == null ? 0 : current.remaining(arrival);
        if (paused > 0) {
            return Answer.tooManyRequests("The API is paused", paused);
        }
        long wait = limit == null ? 0 : limit.admit(arrival);
        if (wait > 0) {
            return Answer.tooManyRequests("Rate limit exceeded", wait);
        }
        if (current != null) {
            current.passed();
        }
        return null;
    }
}
