package io.pagesync.database.ledger.lease;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * For how long a run is surely its process's, without a look at the database: since the moment before its lease was renewed. Both
 * clocks must say so, because the monotonic one may stand still while the machine is suspended. Thread-safe.
 */
public final class Tenure {
    private final Duration trusted;
    private final Supplier<Moment> clock;
    private volatile Moment renewed;

    /** A moment by both clocks. */
    public record Moment(long nanos, long millis) {
        public static Moment now() {
            return new Moment(System.nanoTime(), System.currentTimeMillis());
        }
    }

    /**
     * The run was taken.
     *
     * @param taken a moment before the database said so
     */
    public Tenure(Timing timing, Moment taken) {
        this(timing, taken, Moment::now);
    }

    /** The same by other clocks. */
    public Tenure(Timing timing, Moment taken, Supplier<Moment> clock) {
        this.clock = clock;
        this.trusted = timing.lease().minus(timing.margin());
        this.renewed = taken;
    }

    /** The lease was renewed after this moment. */
    public void renewed(Moment before) {
        renewed = before;
    }

    /** Whether nobody else can have taken the run. */
    public boolean isFresh() {
        Moment last = renewed;
        Moment now = clock.get();
        return now.nanos() - last.nanos() < trusted.toNanos() && now.millis() - last.millis() < trusted.toMillis();
    }
}
