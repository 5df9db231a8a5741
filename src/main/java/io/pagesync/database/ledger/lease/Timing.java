package io.pagesync.database.ledger.lease;

import java.time.Duration;

/**
 * How long what takes.
 *
 * @param lease how long a run is its process's when nobody renews that
 * @param renewal how often it is renewed at the least
 * @param margin how long before its end a lease is not trusted any more
 * @param batch how long what is to be written waits for more
 * @param patience how long a ledger that is away is waited for
 */
public record Timing(Duration lease, Duration renewal, Duration margin, Duration batch, Duration patience) {
    public static final Timing DEFAULT = new Timing(
            Duration.ofSeconds(15),
            Duration.ofSeconds(5),
            Duration.ofSeconds(3),
            Duration.ofMillis(200),
            Duration.ofMinutes(2));

    /** The same with another patience. */
    public Timing withPatience(Duration other) {
        return new Timing(lease, renewal, margin, batch, other);
    }

    /** The same with another lease. */
    public Timing withLease(Duration other) {
        return new Timing(other, renewal, margin, batch, patience);
    }

    /** The same with another renewal. */
    public Timing withRenewal(Duration other) {
        return new Timing(lease, other, margin, batch, patience);
    }
}
