package io.pagesync.run;

import com.fasterxml.jackson.core.JsonPointer;
import io.pagesync.api.Api;
import io.pagesync.config.ApiReader;
import io.pagesync.ledger.Ledger;
import io.pagesync.ledger.MemoryLedger;
import io.pagesync.page.Page;
import io.pagesync.page.read.PageFormat;
import io.pagesync.paging.NextPages;
import io.pagesync.paging.PageNumbers;
import io.pagesync.paging.Paging;
import io.pagesync.paging.request.CollectionQuery;
import io.pagesync.paging.request.PageRequest;
import io.pagesync.partition.Slices;
import io.pagesync.report.RunReport;
import io.pagesync.run.plan.Collection;
import io.pagesync.run.plan.Collection.Checking;
import io.pagesync.run.plan.Collection.Gather;
import io.pagesync.run.plan.Collection.OnPageFailure;
import io.pagesync.run.plan.Collection.Order;
import io.pagesync.run.plan.Partitioning;
import io.pagesync.run.plan.Partitioning.OnPartitionFailure;
import io.pagesync.run.plan.Scope;
import io.pagesync.settings.Naming;
import io.pagesync.settings.Problems;
import io.pagesync.settings.Value;
import java.net.URI;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A run over partitions, without Camel: threads take slots and ask an API in memory. */
final class DividedRun {
    /** Answers a request for a page of a partition. */
    @FunctionalInterface
    interface Answers {
        Page page(String partition, PageRequest request);
    }

    private final Answers answers;
    private final int workers;
    private Function<CollectionQuery, Paging> paging = query -> new PageNumbers("/items", query, "page", 1);
    private PageFormat format = TestRuns.format("id");
    private Ledger ledger = new MemoryLedger();
    private Order order = Order.ARRIVAL;
    private Gather gather = Gather.REPORT;
    private Collection.Verify verify = Collection.Verify.COUNTED;
    private OnPartitionFailure onFailure = OnPartitionFailure.CONTINUE;
    private long cap;
    private @Nullable Slices slices;
    private Partitioning.@Nullable Parent parent;
    private @Nullable Run run;
    private Consumer<Delivery> steps = delivery -> {};

    DividedRun(Slices slices, int workers, Answers answers) {
        this.slices = slices;
        this.workers = workers;
        this.answers = answers;
    }

    DividedRun(String list, String placeholder, int workers, Answers answers) {
        this.parent =
                new Partitioning.Parent(collection(list, Scope.NONE, null), placeholder, JsonPointer.valueOf("/id"));
        this.workers = workers;
        this.answers = answers;
    }

    /** Each page says how to ask for the next one. */
    DividedRun chained() {
        paging = query -> new NextPages(URI.create("https://h"), "/items", query, "cursor");
        return this;
    }

    /** Answers keep what as this says. */
    DividedRun format(PageFormat its) {
        format = its;
        return this;
    }

    /** What is certain is kept there. */
    DividedRun ledger(Ledger its) {
        ledger = its;
        return this;
    }

    DividedRun order(Order its) {
        order = its;
        return this;
    }

    DividedRun gather(Gather its) {
        gather = its;
        return this;
    }

    DividedRun bracketed() {
        verify = Collection.Verify.BRACKETED;
        return this;
    }

    DividedRun cap(long most) {
        cap = most;
        return this;
    }

    DividedRun stopping() {
        onFailure = OnPartitionFailure.STOP;
        return this;
    }

    /** What is done with each page that is handed on. */
    DividedRun steps(Consumer<Delivery> each) {
        steps = each;
        return this;
    }

    Run run() {
        Run made = run;
        if (made == null) {
            Partitioning partitioning = new Partitioning(
                    slices, parent, slice -> collection(slice.name(), new Scope(slice.scope()), null), onFailure, cap);
            Api api = new Api(ApiReader.read(
                    "t3",
                    Map.of(
                            "pagesync.api.t3.base-url",
                            Value.of("https://h", "test"),
                            "pagesync.api.t3.concurrency",
                            Value.of(workers + "", "test")),
                    Naming.ofFiles("t3"),
                    new Problems()));
            made = new Run(collection("{each}", Scope.NONE, partitioning), api, ledger);
            run = made;
        }
        return made;
    }

    private Collection collection(String of, Scope scope, @Nullable Partitioning partitioning) {
        CollectionQuery query = CollectionQuery.of("of=" + of, "page", "pageSize", 0);
        return new Collection(
                "items",
                "t3",
                "https://h/items",
                query,
                paging.apply(query),
                format,
                scope,
                0,
                order,
                new Checking(
                        verify, true, Collection.End.CHECKED, Collection.OnDrift.STOP, 0, Collection.Sorted.UNKNOWN),
                OnPageFailure.STOP,
                gather,
                Naming.ofFiles("t3"),
                partitioning,
                null);
    }

    RunReport load() {
        Object result = result();
        return result instanceof RunReport report ? report : Objects.requireNonNull(run().report());
    }

    /** Loads all, as the routes do. */
    Object result() {
        Run made = run();
        ExecutorService pool = Executors.newFixedThreadPool(workers);
        try {
            Iterator<Integer> slots = made.waves().next();
            List<Future<?>> ends = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                ends.add(pool.submit(() -> {
                    while (taken(slots)) {
                        Delivery delivery = made.deliver();
                        if (delivery != null) {
                            work(delivery);
                        }
                    }
                }));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            pool.shutdownNow();
        }
        return made.close();
    }

    private static boolean taken(Iterator<Integer> slots) {
        synchronized (slots) {
            if (slots.hasNext()) {
                var unused = slots.next();
                return true;
            }
            return false;
        }
    }

    /** Works on one piece. */
    void work(Delivery delivery) {
        delivery.join();
        try {
            Object asked = delivery.ask();
            if (asked != null) {
                Page page = asked instanceof Page there
                        ? there
                        : answers.page(
                                delivery.partition()
                                        .collection()
                                        .query()
                                        .values("of")
                                        .get(0),
                                (PageRequest) asked);
                delivery.arrived(page);
                if (delivery.handedOn() != null) {
                    steps.accept(delivery);
                    delivery.gather();
                }
            }
            delivery.leave(null);
        } catch (RuntimeException e) {
            delivery.leave(e);
        }
    }
}
