package io.pagesync.client;

import io.pagesync.report.RunReport;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/**
 * What was loaded, in the order of the pages, as a list that cannot be changed, with the report of how it was got.
 *
 * @param <T> pages or records
 */
public final class Loaded<T> extends AbstractList<T> implements RandomAccess {
    private final List<T> items;
    private final RunReport report;

    Loaded(List<T> items, RunReport report) {
        this.items = items;
        this.report = report;
    }

    /** The run's report: verdict, evidence, numbers, traffic. */
    public RunReport report() {
        return report;
    }

    @Override
    public T get(int index) {
        return items.get(index);
    }

    @Override
    public int size() {
        return items.size();
    }
}
