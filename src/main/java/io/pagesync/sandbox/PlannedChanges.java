package io.pagesync.sandbox;

import io.pagesync.sandbox.data.Change;
import io.pagesync.sandbox.data.LiveIds;
import io.pagesync.sandbox.data.PackageCollection;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;

/**
 * Numbers the page requests and makes the planned changes between them. Number, due changes and the look at the
 * collection are one step, so that request k sees the collection before a change "after k", request k + 1 after it, at
 * any concurrency.
 */
final class PlannedChanges {
    private final PackageCollection changing;
    private final Queue<Change> planned;
    private long requests;

    PlannedChanges(PackageCollection changing, List<Change> changes) {
        this.changing = changing;
        this.planned = new ArrayDeque<>(
                changes.stream().sorted(Comparator.comparingLong(Change::after)).toList());
    }

    /**
     * One request's turn.
     *
     * @param ordinal of the page request, from 1 up
     * @param ids the collection as this request sees it
     */
    record Turn(long ordinal, LiveIds ids) {}

    synchronized Turn next(PackageCollection asked) {
        for (Change due = planned.peek(); due != null && due.after() <= requests; due = planned.peek()) {
            due.applyTo(changing);
            planned.remove();
        }
        return new Turn(++requests, asked.snapshot());
    }
}
