package io.pagesync.database.ledger;

import java.time.Duration;

/**
 * For how long a run is surely its process's, without a look at the database: since the moment before its lease was renewed. Both
 * clocks must say so, because the monotonic one may stand still while the machine is suspended. Thread-safe.
 */
final class Tenure {
    private final Duration trusted;
    private volatile Moment renewed;

    /** A moment by both clocks. */
    record Moment(long nanos, long millis) {
        static Moment now() {
            return new Moment(System.nanoTime(), System.currentTimeMillis());
        }
    }

    /**
     * The run was taken.
     *
     * @param taken a moment before the database said so
     */
    Tenure(Timing timing, Moment taken) {
        this.trusted = timing.lease().minus(timing.margin());
        this.renewed = taken;
    }

    /** The lease was renewed after this moment. */
    void renewed(Moment before) {
        renewed = before;
    }

    /** Whether nobody else can have taken the run. */
    boolean isFresh() {
        Moment last = renewed;
        return System.nanoTime() - last.nanos() < trusted.toNanos()
                && System.currentTimeMillis() - last.millis() < trusted.toMillis();
    }
}
