package io.pagesync.run.failure;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The records that destinations could not hold: counted, the first of each destination with its reason. Thread-safe. */
public final class Refusals {
    private final Map<Participant, Refused> refused = new LinkedHashMap<>();
    private long count;

    private record Refused(long records, String first) {
        Refused and(Refused more) {
            return new Refused(records + more.records, first);
        }
    }

    public synchronized void add(Participant destination, String partition, int page, int index, String reason) {
        count++;
        String first = (partition.isEmpty() ? "" : partition + ", ") + "page " + page + ", record " + (index + 1) + ": "
                + reason;
        refused.merge(destination, new Refused(1, first), Refused::and);
    }

    public synchronized long count() {
        return count;
    }

    /** One finding a destination. */
    public synchronized void report(Failures failures) {
        refused.forEach((destination, its) -> failures.add(0, finding(destination, its)));
    }

    private static String finding(Participant destination, Refused its) {
        return its.records == 1
                ? "1 record refused by " + destination.describe() + ": " + its.first
                : String.format(
                        Locale.ROOT,
                        "%,d records refused by %s; the first: %s",
                        its.records,
                        destination.describe(),
                        its.first);
    }
}
