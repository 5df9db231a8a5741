package io.pagesync.camel.operate;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pagesync.api.Api;
import io.pagesync.api.RequestListener;
import io.pagesync.camel.api.Apis;
import io.pagesync.camel.context.ContextBean;
import io.pagesync.camel.context.ContextSettings;
import io.pagesync.camel.context.Ledgers;
import io.pagesync.camel.context.MissedStarts;
import io.pagesync.camel.context.OpenRuns;
import io.pagesync.camel.context.UserRoutes;
import io.pagesync.camel.sync.Syncs;
import io.pagesync.camel.watch.RunLog;
import io.pagesync.event.Event;
import io.pagesync.event.StateChanges;
import io.pagesync.page.Json;
import io.pagesync.report.RunReport;
import io.pagesync.run.Run;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends events to {@code direct:pagesync-events}, where a route of the user's takes them; where none does, nothing is
 * made of them. One thread sends, behind a queue of a hundred, so that no run waits for whoever is told. Thread-safe.
 */
public final class Events {
    /** Where they go. */
    public static final String ENDPOINT = "direct:pagesync-events";

    private static final Logger LOG = LoggerFactory.getLogger("io.pagesync.events");
    private static final int WAITING = 100;

    private final CamelContext context;
    private final StateChanges changes;
    private final List<Runnable> failures = new CopyOnWriteArrayList<>();
    private volatile boolean watching;

    private Events(CamelContext context) {
        this.context = context;
        this.changes = new StateChanges(ContextSettings.of(context).general().everyRun(), Instant::now);
    }

    /** Those of the context; one object a context. */
    public static Events of(CamelContext context) {
        return ContextBean.of(context, Events.class, () -> new Events(context));
    }

    /** From now on, what happens in the context is looked at; once its routes are made. */
    void watch() {
        if (watching) {
            return;
        }
        watching = true;
        OpenRuns.of(context).onOpened(this::opened);
        OpenRuns.of(context).onClosed(this::closed);
        OpenRuns.of(context)
                .onApproved(report -> changes.ended(report, RunLog.line(report)).ifPresent(this::send));
        MissedStarts.of(context).listen((sync, madeUpFor, sentence) -> changes.missed(sync, sentence)
                .ifPresent(this::send));
        for (Api api : Apis.of(context).all()) {
            api.listen(new RequestListener() {
                @Override
                public void credentials(boolean accepted, String sentence) {
                    send(changes.credentials(api.settings().name(), accepted, sentence));
                }
            });
        }
    }

    /** From now on, each event that could not be passed on is told. */
    void onFailure(Runnable listener) {
        failures.add(listener);
    }

    /** Whether a route takes events. */
    public boolean hasListener() {
        return UserRoutes.begin(context, ENDPOINT);
    }

    private void opened(Run run) {
        String sync = run.collection().sync();
        changes.began(sync);
        if (hasListener() && changes.isNew(sync) && !Syncs.of(context).isGiven(sync)) {
            // The newest that says something; not those of this process, which are known.
            Ledgers.of(context).reports(sync, 10).forEach(changes::earlier);
        }
    }

    private void closed(RunReport report) {
        if (!Syncs.of(context).isGiven(report.sync())) {
            changes.tables(report).ifPresent(this::send);
            changes.ended(report, RunLog.line(report)).ifPresent(this::send);
        }
    }

    /** Has it sent in the background. */
    private void send(Event event) {
        if (!hasListener()) {
            return;
        }
        try {
            sender().execute(() -> {
                try {
                    sendNow(event);
                } catch (Exception e) {
                    failed(event, e);
                }
            });
        } catch (RejectedExecutionException e) {
            failed(event, e);
        }
    }

    /**
     * Sends one that says nothing but that it has arrived.
     *
     * @throws Exception if the route cannot pass it on
     */
    public void test() throws Exception {
        sendNow(changes.test());
    }

    private void sendNow(Event event) throws Exception {
        try (ProducerTemplate producer = context.createProducerTemplate()) {
            Exchange answer = producer.send(ENDPOINT, ExchangePattern.InOnly, exchange -> {
                exchange.getMessage().setBody(json(event));
                exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
                exchange.getMessage().setHeader("PagesyncEvent", event.event());
                exchange.getMessage().setHeader("PagesyncSync", event.sync());
                exchange.getMessage().setHeader("PagesyncApi", event.api());
                exchange.getMessage().setHeader("PagesyncState", event.state());
                exchange.getMessage().setHeader("PagesyncSentence", event.sentence());
            });
            if (answer.getException() != null) {
                throw answer.getException();
            }
        }
    }

    private static String json(Event event) throws JsonProcessingException {
        return Json.MAPPER.writeValueAsString(event);
    }

    private void failed(Event event, Exception why) {
        LOG.warn("the event {} could not be passed on by {}: {}", event.event(), ENDPOINT, why.getMessage());
        failures.forEach(Runnable::run);
    }

    private ExecutorService sender() {
        return ContextBean.of(context, Sender.class, () -> new Sender(context)).thread;
    }

    /** Made with the first event. */
    private static final class Sender {
        private final ExecutorService thread;

        Sender(CamelContext context) {
            this.thread = context.getExecutorServiceManager()
                    .newThreadPool(
                            this,
                            "pagesync-events",
                            new ThreadPoolProfileBuilder("pagesync-events")
                                    .poolSize(1)
                                    .maxPoolSize(1)
                                    .maxQueueSize(WAITING)
                                    .rejectedPolicy(ThreadPoolRejectedPolicy.Abort)
                                    .build());
        }
    }
}
