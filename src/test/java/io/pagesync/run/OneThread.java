package io.pagesync.run;

import io.pagesync.run.Delivery.Purpose;
import org.jspecify.annotations.Nullable;

/** What a single thread that plays all workers of a run has to know. */
public final class OneThread {
    private OneThread() {}

    /** The next page of any partition; null if there is none now, for which a worker would wait. */
    public static @Nullable Delivery next(Run run) {
        return run.deliverNow();
    }

    /** Whether a page is asked for to be delivered, and was not asked for to know what there is. */
    public static boolean isBehindFirst(Delivery delivery) {
        return delivery.purpose() == Purpose.PAGE;
    }

    /** Whether a page is asked for to know what there is, and delivered as well. */
    public static boolean isFirst(Delivery delivery) {
        return delivery.purpose() == Purpose.FIRST;
    }
}
