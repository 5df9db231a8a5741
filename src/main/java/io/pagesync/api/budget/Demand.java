package io.pagesync.api.budget;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** How many requests the open runs of an API are to send still. Thread-safe. */
public final class Demand {
    private final Map<Object, LongSupplier> runs = new ConcurrentHashMap<>();

    /** A run is under way; {@code requests} says how many it is to send, a negative number if it does not know. */
    public void begin(Object run, LongSupplier requests) {
        runs.put(run, requests);
    }

    /** The run is over. */
    public void end(Object run) {
        runs.remove(run);
    }

    /** How many requests are to come; negative if nobody knows. */
    public long requests() {
        long all = 0;
        for (LongSupplier run : runs.values()) {
            long its = run.getAsLong();
            if (its < 0) {
                return -1;
            }
            all += its;
        }
        return runs.isEmpty() ? -1 : all;
    }
}
