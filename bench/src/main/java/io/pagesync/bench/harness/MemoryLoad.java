package io.pagesync.bench.harness;

import io.pagesync.api.Api;
import io.pagesync.bench.server.MemoryPages;
import io.pagesync.config.ApiReader;
import io.pagesync.destination.Destination;
import io.pagesync.ledger.MemoryLedger;
import io.pagesync.page.Page;
import io.pagesync.page.read.PageFormat;
import io.pagesync.page.read.PageReader;
import io.pagesync.paging.PageNumbers;
import io.pagesync.paging.request.CollectionQuery;
import io.pagesync.paging.request.PageRequest;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.run.Delivery;
import io.pagesync.run.Run;
import io.pagesync.run.plan.Collection;
import io.pagesync.run.plan.Scope;
import io.pagesync.settings.Naming;
import java.net.URI;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Whole runs into a destination without routes and without a server: ten workers read pages from memory, for their records and
 * keys, and write them, as the workers of a sync do; checks, marks and verdict included.
 */
public final class MemoryLoad implements AutoCloseable {
    private static final int WORKERS = 10;
    private static final CollectionQuery QUERY = CollectionQuery.of("", "page", "pageSize", 0);

    private final Api api = new Api(ApiReader.defaults("bench", URI.create("http://localhost")));
    private final ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
    private final Collection collection = collection();

    /** Sorted by a key that only grows, so that the first and the last page prove what is gone. */
    private static Collection collection() {
        return new Collection(
                "memory",
                "bench",
                "http://localhost/packages",
                QUERY,
                new PageNumbers("/packages", QUERY, "page", 1),
                keyed(PageFormat.DEFAULT),
                Scope.NONE,
                0,
                Collection.Order.ARRIVAL,
                new Collection.Checking(
                        Collection.Verify.BRACKETED,
                        true,
                        Collection.End.DECLARED,
                        Collection.OnDrift.STOP,
                        0,
                        Collection.Sorted.GROWING),
                Collection.OnPageFailure.STOP,
                Collection.Gather.REPORT,
                Naming.ofFiles("bench"),
                null,
                null);
    }

    private static PageFormat keyed(PageFormat plain) {
        return new PageFormat(
                plain.records(), plain.total().pointer(), plain.size().pointer(), PageFormat.key("id"));
    }

    /** Makes a run's destination. */
    @FunctionalInterface
    public interface Opening {
        /** Makes it. */
        Destination of(Run run);
    }

    /** Loads all pages into a destination. */
    public void run(MemoryPages pages, Opening opening) throws Exception {
        Run run = new Run(collection, api, new MemoryLedger());
        Destination destination = run.destinations().open(this, () -> opening.of(run));
        run.plan(read(pages, 1));
        run.openingChecks().forEachRemaining(check -> compare(run, pages, check));
        for (Iterator<Iterator<Integer>> waves = run.waves(); waves.hasNext(); ) {
            Iterator<Integer> wave = waves.next();
            List<Future<?>> ends = new ArrayList<>();
            for (int i = 0; i < WORKERS; i++) {
                ends.add(workers.submit(() -> {
                    for (Integer next = next(wave); next != null; next = next(wave)) {
                        deliver(run, next, pages, destination);
                    }
                    return null;
                }));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        }
        run.closingChecks().forEachRemaining(check -> compare(run, pages, check));
        RunReport report = (RunReport) run.close();
        if (report.verdict() != Verdict.COMPLETE) {
            throw new IllegalStateException(report.toString());
        }
    }

    private static Integer next(Iterator<Integer> wave) {
        synchronized (wave) {
            return wave.hasNext() ? wave.next() : null;
        }
    }

    private void deliver(Run run, int number, MemoryPages pages, Destination destination) throws Exception {
        Delivery delivery = run.deliver(number);
        delivery.join();
        Object asked = delivery.ask();
        Page page = asked instanceof Page first ? first : read(pages, ((PageRequest) asked).page());
        delivery.arrived(page);
        destination.write(page, delivery);
        delivery.leave(null);
    }

    private void compare(Run run, MemoryPages pages, PageRequest check) {
        run.partition().compared(read(pages, check.page()));
    }

    private Page read(MemoryPages pages, int number) {
        return PageReader.read(number, pages.page(number), null, collection.format());
    }

    @Override
    public void close() {
        workers.shutdown();
    }
}
