package io.pagesync.run;

import java.util.ArrayList;
import java.util.List;

/** The pages that failed: all of them counted, the first ones kept with their errors. Thread-safe. */
final class Failures {
    private static final int MOST_KEPT = 20;

    private final List<RunReport.Failure> first = new ArrayList<>();
    private int count;

    synchronized void add(int page, String error) {
        if (page > 0) {
            count++;
        }
        if (first.size() < MOST_KEPT) {
            first.add(new RunReport.Failure(page, error));
        }
    }

    synchronized int count() {
        return count;
    }

    synchronized List<RunReport.Failure> first() {
        return List.copyOf(first);
    }
}
