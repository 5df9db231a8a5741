package io.pagesync.rate.limit;

import java.time.Duration;
import java.util.List;

/**
 * Keeps what was used of a {@link Quota} beyond the pacer that uses it: a quota of a day outlasts a process. Whoever keeps
 * it does so by the wall clock; a pacer's own clock means nothing to another process. Called while a permit is given, so
 * it must be quick.
 */
public interface UsedPermits {
    /** Keeps nothing: each process begins with every quota unused. */
    UsedPermits IN_MEMORY = new UsedPermits() {
        @Override
        public List<Used> since(Quota quota) {
            return List.of();
        }

        @Override
        public void used(Quota quota) {
            // The pacer's own window has them.
        }
    };

    /**
     * Permits that were used.
     *
     * @param ago how long ago the last of them was given
     * @param permits how many
     */
    record Used(Duration ago, int permits) {}

    /**
     * What was used of the quota in the window that ends now, in any order. Asked once, before the first permit.
     *
     * @throws RuntimeException if that cannot be told; it is asked again for the next permit then
     */
    List<Used> since(Quota quota);

    /** A permit of the quota is given. */
    void used(Quota quota);
}
