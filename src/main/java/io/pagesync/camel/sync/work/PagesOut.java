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
import io.pagesync.run.Run;
import io.pagesync.run.failure.FailureText;
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
    private final Map<String, Out> runs = new ConcurrentHashMap<>();

    /** A run whose pages are asked of others. */
    private record Out(PageBoard board, PageTask first, String work) {}

    private PagesOut(CamelContext context) {
        this.context = context;
    }

    /** The context's; one object a context. */
    public static PagesOut of(CamelContext context) {
        return ContextBean.of(context, PagesOut.class, () -> new PagesOut(context));
    }

    /**
     * The first page of a run is read: whether others deliver its pages is decided now, and told where they do not.
     *
     * @param work what tells its pages from those of other syncs
     */
    public void begin(Run run, Page first, Supplier<String> work) {
        RunPlan plan = run.planned();
        boolean shared = run.ledger().isShared() && Cluster.isEnabled(context);
        if (plan == null || !shared || runs.containsKey(run.id())) {
            return;
        }
        List<JsonPointer> key = plan.format().key();
        Optional<PageTask> task =
                PageTask.first(run.collection().sync(), run.id(), run.ledger().epoch(), first, key);
        String alone = Alone.why(context, run, plan, task.isEmpty(), key);
        if (alone != null) {
            run.notes().add("one process of the cluster has loaded all pages, as " + alone);
            return;
        }
        if (plan.pages().orElse(0) < 3) {
            return;
        }
        addRoute(run.collection().api());
        PageBoard board = new PageBoard(
                Ledgers.database(context).orElseThrow(),
                run.collection().sync(),
                run.id(),
                run.ledger().epoch(),
                run.notes()::add);
        run.handsOut(MOST);
        runs.put(run.id(), new Out(board, task.orElseThrow(), work.get()));
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

    /** Whether a page is for others. */
    public boolean takes(Delivery page) {
        return runs.containsKey(page.run().id()) && page.run().mayHandOut(page);
    }

    /** Whether the page that the message stands for is to be asked for, first or again. */
    public boolean isOut(Exchange exchange) {
        return !(exchange.getMessage().getBody() instanceof Page);
    }

    /** Makes the message the one that asks for the page. */
    public void message(Exchange exchange) {
        Delivery page = delivery(exchange);
        Out out = out(page);
        out.board().asked(page.number());
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setHeader(PageQueues.WORK, out.work());
        exchange.getMessage().setBody(out.first().of(page.number()).toJson());
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
                .whileWaiting(() -> found[0] = out.board().await(page.number()).orElse(null));
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
        Out out = runs.remove(run.id());
        if (out != null) {
            try {
                out.board().close();
            } catch (PagesyncException e) {
                run.stop().stop("other processes could not be kept from writing its pages: " + FailureText.of(e));
            }
        }
    }

    private Out out(Delivery page) {
        Out out = runs.get(page.run().id());
        if (out == null) {
            throw new IllegalStateException("the pages of run " + page.run().id() + " are this process's");
        }
        return out;
    }

    private static Delivery delivery(Exchange exchange) {
        return (Delivery) RunProperty.of(exchange);
    }
}
