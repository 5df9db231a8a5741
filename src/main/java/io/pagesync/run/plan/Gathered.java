package io.pagesync.run.plan;

import io.pagesync.page.JsonRecord;
import io.pagesync.page.Page;
import io.pagesync.report.RunReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;

/** The pages of a run that was asked for the data itself, in the order of their numbers. Thread-safe. */
public final class Gathered {
    private final Collection.Gather what;
    private final ConcurrentSkipListMap<Place, Page> pages = new ConcurrentSkipListMap<>();

    /** Where a page stands: its partition's place, and its number there. */
    private record Place(String partition, int page) implements Comparable<Place> {
        private static final Comparator<Place> ORDER =
                Comparator.comparing(Place::partition).thenComparingInt(Place::page);

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    public Gathered(Collection.Gather what) {
        this.what = what;
    }

    /** Keeps a page of a partition, whose places sort as partitions do. */
    public void add(String partition, Page page) {
        if (what != Collection.Gather.REPORT) {
            pages.put(new Place(partition, page.getNumber()), page);
        }
    }

    /** The page of a partition is none of the collection any more. */
    public void withdraw(String partition, int page) {
        pages.remove(new Place(partition, page));
    }

    /** What the run answers with: its pages, their records one after the other, or its report. */
    public Object result(RunReport report) {
        return switch (what) {
            case REPORT -> report;
            case PAGES -> List.copyOf(pages.values());
            case RECORDS -> {
                List<JsonRecord> records = new ArrayList<>();
                pages.values().forEach(page -> page.forEach(records::add));
                yield records;
            }
        };
    }
}
