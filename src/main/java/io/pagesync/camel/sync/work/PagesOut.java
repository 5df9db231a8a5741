package io.pagesync.camel.sync.work;

import com.fasterxml.jackson.core.JsonPointer;
import io.pagesync.PagesyncException;
import io.pagesync.camel.cluster.Cluster;
import io.pagesync.camel.context.ContextBean;
import io.pagesync.camel.context.Ledgers;
import io.pagesync.camel.context.RunProperty;
import io.pagesync.camel.jms.PageQueues;
import io.pagesync.database.own.work.LedgerWork.Answer;
import io.pagesync.database.work.PageBoard;
import io.pagesync.page.Page;
import io.pagesync.run.Delivery;
import io.pagesync.run.Partition;
import io.pagesync.run.Run;
import io.pagesync.run.failure.FailureText;
import io.pagesync.run.plan.Collection;
import io.pagesync.run.plan.RunPlan;
import io.pagesync.work.PageAnswer;
import io.pagesync.work.PageTask;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.jspecify.annotations.Nullable;

/**
 * What the owner of a run does in a cluster in place of fetching a page: asks for it by a message, and waits until the ledger says
 * what became of it. One object a context. Thread-safe.
 */
public final class PagesOut {
    /** So many pages of a run are asked for at once: what some workers do until the next look at the ledger. */
    public static final int MOST = 256;
    /** The bean that the route names. */
    public static final String BEAN = "pagesync-pages-out";

    private static final int MOST_ATTEMPTS = 120;
    private static final String REDELIVERIES = Exchange.REDELIVERY_COUNTER;

    private final CamelContext context;
    /** By the run as its owner has it: pages that this process delivers of it as a worker are of another object. */
    private final Map<Run, Out> runs = new ConcurrentHashMap<>();

    /**
     * A run whose pages are asked of others.
     *
     * @param work what tells its pages from those of other syncs
     * @param reasons why pages are not asked of them, by what counts for that; empty where they are
     */
    private record Out(PageBoard board, String work, Map<Counts, Optional<String>> reasons) {}

    /** What counts for whether others deliver pages, see {@link Alone}. */
    private record Counts(boolean known, boolean told, List<JsonPointer> key) {}

    private PagesOut(CamelContext context) {
        this.context = context;
    }

    /** The context's; one object a context. */
    public static PagesOut of(CamelContext context) {
        return ContextBean.of(context, PagesOut.class, () -> new PagesOut(context));
    }

    /**
     * A run has begun, and its first page is read, unless it is divided into partitions: whether others deliver its pages is
     * decided now, and told where they do not.
     *
     * @param work what tells its pages from those of other syncs
     */
    public void begin(Run run, Supplier<String> work) {
        boolean shared = run.ledger().isShared() && Cluster.isEnabled(context);
        if (!shared || runs.containsKey(run)) {
            return;
        }
        Collection collection = run.collection();
        String alone = Alone.why(collection);
        if (alone == null && !run.isDivided()) {
            alone = why(collection, counts(run.partition())).orElse(null);
        }
        if (alone != null) {
            run.notes().add("one process of the cluster has loaded all pages, as " + alone);
            return;
        }
        RunPlan plan = run.partition().planned();
        if (plan != null && plan.pages().orElse(0) < 3) {
            return;
        }
        addRoute(collection.api());
        PageBoard board = new PageBoard(
                Ledgers.database(context).orElseThrow(),
                collection.sync(),
                run.id(),
                run.ledger().epoch(),
                run.notes()::add);
        run.handsOut(MOST);
        runs.put(run, new Out(board, work.get(), new ConcurrentHashMap<>()));
    }

    private Optional<String> why(Collection collection, Counts counts) {
        return Optional.ofNullable(Alone.why(context, collection, counts.known(), counts.told(), counts.key()));
    }

    private static Counts counts(Partition partition) {
        return new Counts(
                partition.knowsItsEnd(),
                task(partition).isPresent(),
                partition.format().key());
    }

    /** That of its first page; empty where that is not read, or not such as can be told. */
    private static Optional<PageTask> task(Partition partition) {
        RunPlan plan = partition.planned();
        Run run = partition.run();
        return plan == null
                ? Optional.empty()
                : PageTask.first(
                        run.collection().sync(),
                        run.id(),
                        run.ledger().epoch(),
                        partition.slice(),
                        plan.first(),
                        plan.format().key());
    }

    private synchronized void addRoute(String api) {
        String id = "pagesync-pages-out-" + api;
        if (context.getRoute(id) == null) {
            PageQueues.install(context);
            context.getRegistry().bind(BEAN, this);
            TemplatedRouteBuilder.builder(context, "pagesync-pages-out")
                    .routeId(id)
                    .parameter("api", api)
                    .add();
        }
    }

    /** Whether a page is for others: not the last, which is looked at as a whole. */
    public boolean takes(Delivery page) {
        Out out = runs.get(page.run());
        if (out == null || !page.isNew()) {
            return false;
        }
        RunPlan plan = page.partition().planned();
        return plan != null
                && isForOthers(out, page.partition())
                && page.number() < plan.pages().orElse(0);
    }

    private boolean isForOthers(Out out, Partition partition) {
        return out.reasons()
                .computeIfAbsent(counts(partition), counts -> {
                    Optional<String> why = why(partition.collection(), counts);
                    why.ifPresent(reason -> partition
                            .run()
                            .notes()
                            .add("one process of the cluster has loaded all pages of some partitions, as " + reason));
                    return why;
                })
                .isEmpty();
    }

    /** Whether the page that the message stands for is to be asked for, first or again. */
    public boolean isOut(Exchange exchange) {
        return !(exchange.getMessage().getBody() instanceof Page);
    }

    /** Makes the message the one that asks for the page. */
    public void message(Exchange exchange) {
        Delivery page = delivery(exchange);
        Out out = out(page);
        out.board().asked(page.partition().name(), page.number());
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setHeader(PageQueues.WORK, out.work());
        exchange.getMessage()
                .setBody(task(page.partition()).orElseThrow().of(page.number()).toJson());
    }

    /** Whether the message is sent again, as the broker did not take it. */
    public boolean again(Exchange exchange) {
        Throwable error = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        return !(error instanceof PagesyncException)
                && exchange.getMessage().getHeader(REDELIVERIES, 0, Integer.class) < MOST_ATTEMPTS
                && !delivery(exchange).partition().stop().stopped();
    }

    /**
     * Waits until the ledger says what became of the page: the message becomes the page as it is told of, or its error is thrown;
     * or it stays what it is, where the page is to be asked for again.
     */
    public void await(Exchange exchange) {
        Delivery page = delivery(exchange);
        Out out = out(page);
        @Nullable Answer[] found = new @Nullable Answer[1];
        page.partition()
                .stop()
                .whileWaiting(() -> found[0] = out.board()
                        .await(page.partition().name(), page.number())
                        .orElse(null));
        Answer row = found[0];
        if (row == null) {
            return;
        }
        PageAnswer answer = PageAnswer.of(row.text());
        page.run().traffic().elsewhere(answer.requests(), answer.bytes());
        page.run().destinations().heard(answer.signs(), answer.tables());
        PagesyncException error = answer.error();
        if (error != null) {
            if (answer.arrived()) {
                page.elsewhere(List.of());
            }
            throw error;
        }
        page.elsewhere(answer.refusals(page.number()));
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setBody(answer.page(page.number(), row.size(), row.hash(), row.hashes()));
    }

    /** The run is about to end: no other process writes a page of it any more. */
    public void end(Run run) {
        Out out = runs.remove(run);
        if (out != null) {
            try {
                out.board().close();
            } catch (PagesyncException e) {
                run.stop().stop("other processes could not be kept from writing its pages: " + FailureText.of(e));
            }
        }
    }

    private Out out(Delivery page) {
        Out out = runs.get(page.run());
        if (out == null) {
            throw new IllegalStateException("the pages of run " + page.run().id() + " are this process's");
        }
        return out;
    }

    private static Delivery delivery(Exchange exchange) {
        return (Delivery) RunProperty.of(exchange);
    }
}
