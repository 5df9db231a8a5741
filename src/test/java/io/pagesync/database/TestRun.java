package io.pagesync.database;

import io.pagesync.api.Api;
import io.pagesync.config.ApiReader;
import io.pagesync.database.gone.Approving;
import io.pagesync.database.publish.Publishers;
import io.pagesync.database.shape.TableEvolution;
import io.pagesync.database.table.TableSchema;
import io.pagesync.database.table.TableSettings;
import io.pagesync.database.write.DatabaseDestination;
import io.pagesync.database.write.TableRehearsal;
import io.pagesync.destination.Approval;
import io.pagesync.destination.Destination;
import io.pagesync.destination.WriteRetry;
import io.pagesync.ledger.Ledger;
import io.pagesync.ledger.MemoryLedger;
import io.pagesync.ledger.RunRequest;
import io.pagesync.ledger.Start;
import io.pagesync.page.Page;
import io.pagesync.page.read.PageFormat;
import io.pagesync.page.read.PageReader;
import io.pagesync.paging.PageNumbers;
import io.pagesync.paging.request.CollectionQuery;
import io.pagesync.paging.request.PageRequest;
import io.pagesync.report.RunReport;
import io.pagesync.run.Delivery;
import io.pagesync.run.Run;
import io.pagesync.run.failure.Participant;
import io.pagesync.run.plan.Collection;
import io.pagesync.run.plan.Scope;
import io.pagesync.settings.Naming;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** A run without a route: pages of records go to one table. */
final class TestRun {
    static final Collection.Checking COUNTED = new Collection.Checking(
            Collection.Verify.COUNTED,
            true,
            Collection.End.CHECKED,
            Collection.OnDrift.STOP,
            0,
            Collection.Sorted.UNKNOWN);
    /** What proves that a record which did not come is gone. */
    static final Collection.Checking PROVING = new Collection.Checking(
            Collection.Verify.BRACKETED,
            true,
            Collection.End.DECLARED,
            Collection.OnDrift.STOP,
            0,
            Collection.Sorted.GROWING);

    private static final CollectionQuery QUERY = CollectionQuery.of("", "page", "pageSize", 0);
    static final WriteRetry QUICK = WriteRetry.from(5, Duration.ofMillis(100));

    private final Run run;
    private final Destination destination;
    private final List<Participant> others = new ArrayList<>();

    TestRun(Database database, TableSettings settings) {
        this(database, settings, QUICK);
    }

    TestRun(Database database, TableSettings settings, WriteRetry retry) {
        this(database, settings, retry, new MemoryLedger());
    }

    TestRun(Database database, TableSettings settings, WriteRetry retry, Ledger ledger) {
        this(database, settings, retry, ledger, COUNTED);
    }

    TestRun(Database database, TableSettings settings, WriteRetry retry, Ledger ledger, Collection.Checking checking) {
        this(database, settings, retry, ledger, checking, Start.NOW);
    }

    TestRun(
            Database database,
            TableSettings settings,
            WriteRetry retry,
            Ledger ledger,
            Collection.Checking checking,
            Start start) {
        this(ledger, checking, start, run -> new DatabaseDestination(database, settings, run, retry).requireFree());
    }

    /** A run whose changes are sent. */
    TestRun(Database database, TableSettings settings, Publishers publishers) {
        this(new MemoryLedger(), COUNTED, Start.NOW, run -> {
            DatabaseDestination sending = new DatabaseDestination(database, settings, run, QUICK).requireFree();
            sending.sending(publishers);
            return sending;
        });
    }

    /** A run that only rehearses. */
    static TestRun rehearsal(Database database, TableSettings settings, Collection.Checking checking) {
        return new TestRun(
                new MemoryLedger(), checking, Start.NOW, run -> new TableRehearsal(database, settings, run, QUICK));
    }

    private TestRun(
            Ledger ledger, Collection.Checking checking, Start start, Function<Run, ? extends Destination> opening) {
        Collection collection = collection(checking);
        run = new Run(
                collection,
                new Api(ApiReader.defaults("t3", URI.create("http://localhost"))),
                ledger.open(
                        RunRequest.of(collection.sync(), collection.shownUrl()).with(start)));
        destination = run.destinations().open(this, () -> opening.apply(run));
    }

    /** What a run loads. */
    static Collection collection(Collection.Checking checking) {
        PageFormat format = new PageFormat(
                PageFormat.DEFAULT.records(),
                PageFormat.DEFAULT.total().pointer(),
                PageFormat.DEFAULT.size().pointer(),
                PageFormat.key(checking.verify() == Collection.Verify.COUNTED ? "" : "id"));
        return new Collection(
                "packages",
                "t3",
                "http://localhost/packages",
                QUERY,
                new PageNumbers("/packages", QUERY, "page", 1),
                format,
                Scope.NONE,
                0,
                Collection.Order.ARRIVAL,
                checking,
                Collection.OnPageFailure.CONTINUE,
                Collection.Gather.REPORT,
                Naming.ofFiles("t3"),
                null,
                null);
    }

    /** What waits for a person's word, of a run into a table by these settings. */
    static Optional<Approval> approval(Database database, TableSettings settings, Collection collection, String run)
            throws SQLException {
        TableSettings its = settings.of(collection);
        TableSchema schema = database.transaction(
                (connection, db) -> new TableEvolution(database, its, "the table").open(connection, db));
        return Approving.of(database, its, collection.sync(), run, schema);
    }

    /** A page of these records; all pages but the last must be of the same size. */
    static Page page(int number, int total, int size, List<String> records) {
        return page(number, total, size, records, "");
    }

    /** The same, whose records are told apart by a field. */
    static Page page(int number, int total, int size, List<String> records, String key) {
        String body =
                "{\"total\":" + total + ",\"pageSize\":" + size + ",\"data\":[" + String.join(",", records) + "]}";
        return PageReader.read(
                number,
                body.getBytes(StandardCharsets.UTF_8),
                null,
                new PageFormat(
                        PageFormat.DEFAULT.records(),
                        PageFormat.DEFAULT.total().pointer(),
                        PageFormat.DEFAULT.size().pointer(),
                        PageFormat.key(key)));
    }

    /** Pages of these records, each page's in a list. */
    @SafeVarargs
    static List<Page> pages(List<String>... pages) {
        int total = 0;
        for (List<String> page : pages) {
            total += page.size();
        }
        List<Page> all = new ArrayList<>();
        for (List<String> page : pages) {
            all.add(page(all.size() + 1, total, pages[0].size(), page));
        }
        return all;
    }

    Collection collection() {
        return run.collection();
    }

    void plan(Page first) {
        run.plan(first);
    }

    /** Another destination, which takes each page before. */
    TestRun beside(Participant other) {
        others.add(other);
        return this;
    }

    void deliver(Page page) {
        Delivery delivery = run.deliver(page.getNumber());
        delivery.join();
        delivery.arrived(page);
        others.forEach(other -> delivery.begin(other, 0));
        others.forEach(other -> delivery.confirm(other, 0));
        try {
            destination.write(page, delivery);
            delivery.leave(null);
        } catch (RuntimeException e) {
            delivery.leave(e);
        }
    }

    /** A page that steps keep from the table. */
    void passBy(Page page) {
        Delivery delivery = run.deliver(page.getNumber());
        delivery.join();
        delivery.arrived(page);
        delivery.leave(null);
    }

    RunReport close() {
        return (RunReport) run.close();
    }

    /** Delivers all pages by this many threads, and closes the run. */
    RunReport load(List<Page> pages, int threads) {
        plan(pages.get(0));
        run.openingChecks().forEachRemaining(check -> compare(check, pages));
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> futures = new ArrayList<>();
            pages.forEach(page -> futures.add(workers.submit(() -> deliver(page))));
            for (Future<?> future : futures) {
                future.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            workers.shutdownNow();
        }
        if (run.collection().checking().bracketed()) {
            run.closingChecks().forEachRemaining(check -> compare(check, pages));
        }
        return close();
    }

    private void compare(PageRequest check, List<Page> pages) {
        run.partition().compared(pages.get(check.page() - 1));
    }

    /** What it has of a run that another attempt has begun. */
    Run run() {
        return run;
    }

    @SafeVarargs
    static RunReport load(Database database, TableSettings settings, List<String>... pages) {
        return new TestRun(database, settings).load(pages(pages), 1);
    }

    /** Some records of one page. */
    static RunReport load(Database database, TableSettings settings, String... records) {
        return load(database, settings, List.of(records));
    }
}
