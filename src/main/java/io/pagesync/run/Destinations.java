package io.pagesync.run;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The destinations that have enlisted with a run. Thread-safe. */
final class Destinations {
    private final Set<Destination> enlisted = new LinkedHashSet<>();

    synchronized void enlist(Destination destination) {
        enlisted.add(destination);
    }

    synchronized int size() {
        return enlisted.size();
    }

    /** Tells each the verdict; those that cannot finish are named in {@code failures}. */
    synchronized List<String> finish(Verdict verdict, Failures failures) {
        List<String> where = new ArrayList<>();
        for (Destination destination : enlisted) {
            try {
                where.add(destination.finish(verdict));
            } catch (Exception e) {
                failures.add(0, destination.describe() + " could not be finished: " + FailureText.of(e));
            }
        }
        return where;
    }
}
