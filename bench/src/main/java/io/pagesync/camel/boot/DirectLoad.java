package io.pagesync.camel.boot;

import io.pagesync.api.Api;
import io.pagesync.api.ApiSettings;
import io.pagesync.api.ApiSettings.AnswerLimits;
import io.pagesync.api.Attempt;
import io.pagesync.api.credential.Authorization;
import io.pagesync.api.credential.LogIn;
import io.pagesync.camel.api.PageRequests;
import io.pagesync.camel.http.HttpClientSetup;
import io.pagesync.camel.http.OpenCalls;
import io.pagesync.camel.http.RequestCustomizer;
import io.pagesync.ledger.MemoryLedger;
import io.pagesync.page.Page;
import io.pagesync.page.read.PageFormat;
import io.pagesync.page.read.PageReader;
import io.pagesync.paging.PageNumbers;
import io.pagesync.paging.request.CollectionQuery;
import io.pagesync.paging.request.PageRequest;
import io.pagesync.report.RunReport;
import io.pagesync.run.Delivery;
import io.pagesync.run.Run;
import io.pagesync.run.fetch.Fetch;
import io.pagesync.run.plan.Collection;
import io.pagesync.run.plan.Collection.Gather;
import io.pagesync.run.plan.Collection.OnPageFailure;
import io.pagesync.run.plan.Collection.Order;
import io.pagesync.run.plan.Collection.Verify;
import io.pagesync.sink.JsonLinesFile;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.protocol.HttpContext;

/** The work of the routes without Camel: the same classes, called by as many threads as the API has slots. */
final class DirectLoad implements AutoCloseable {
    private static final CollectionQuery QUERY = CollectionQuery.of("", "page", "pageSize", 0);

    private static final Authorization.Worker NOBODY = new Authorization.Worker() {
        @Override
        public void whileWaiting(Authorization.Wait wait) {
            throw new IllegalStateException("nobody logs in here");
        }

        @Override
        public LogIn.Token logIn(LogIn.Request request) {
            throw new IllegalStateException("nobody logs in here");
        }
    };

    private final Api api;
    private final Collection collection;
    private final Path file;
    private final CloseableHttpClient client;
    private final ExecutorService workers;
    private final CamelContext context = new DefaultCamelContext();

    DirectLoad(ApiSettings settings, String path, Path file) {
        this.api = new Api(settings);
        this.file = file;
        this.collection = new Collection(
                "direct",
                settings.name(),
                settings.baseUri() + path,
                QUERY,
                new PageNumbers(path, QUERY, "page", 1),
                PageFormat.DEFAULT,
                0,
                Order.PAGE,
                Verify.COUNTED,
                OnPageFailure.STOP,
                Gather.REPORT);
        HttpClientBuilder builder = HttpClientBuilder.create()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnPerRoute(settings.concurrency())
                        .setMaxConnTotal(settings.concurrency())
                        .build());
        new HttpClientSetup(api, new Requests(api), OpenCalls.of(context)).configureHttpClient(builder);
        this.client = builder.build();
        this.workers = Executors.newFixedThreadPool(settings.concurrency());
    }

    RunReport run() throws Exception {
        Run run = new Run(collection, api, new MemoryLedger());
        JsonLinesFile lines = JsonLinesFile.open(file, run);
        run.plan(fetch(run, run.partition().firstRequest(), run.fetch()));
        for (Iterator<Iterator<Integer>> waves = run.waves(); waves.hasNext(); ) {
            Iterator<Integer> wave = waves.next();
            List<Future<?>> ends = new ArrayList<>();
            for (int i = 0; i < api.settings().concurrency(); i++) {
                ends.add(workers.submit(() -> {
                    for (Integer next = next(wave); next != null; next = next(wave)) {
                        deliver(run, next, lines);
                    }
                    return null;
                }));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        }
        for (Iterator<PageRequest> checks = run.closingChecks(); checks.hasNext(); ) {
            run.partition().compared(fetch(run, checks.next(), run.fetch()));
        }
        return (RunReport) run.close();
    }

    private static Integer next(Iterator<Integer> wave) {
        synchronized (wave) {
            return wave.hasNext() ? wave.next() : null;
        }
    }

    private void deliver(Run run, int number, JsonLinesFile lines) throws IOException, InterruptedException {
        Delivery delivery = run.deliver(number);
        delivery.join();
        Object asked = delivery.ask();
        Page page = asked instanceof Page first ? first : fetch(run, (PageRequest) asked, delivery.fetch());
        delivery.arrived(page);
        lines.write(page, delivery);
        delivery.leave(null);
    }

    private Page fetch(Run run, PageRequest request, Fetch fetch) throws IOException, InterruptedException {
        fetch.begin(request);
        api.takeSlot(fetch.attempt());
        try {
            api.authorise(fetch.attempt(), NOBODY);
            api.takePermit(fetch.attempt());
            run.traffic().requested(fetch.askedBefore());
            fetch.sent();
            HttpGet get = new HttpGet(collection.url() + "?" + request.query());
            HttpClientContext here = HttpClientContext.create();
            here.setAttribute(Requests.ATTEMPT, fetch.attempt());
            byte[] body = client.execute(get, here, answer -> {
                if (answer.getCode() != 200) {
                    throw new IOException(get + ": " + answer.getCode());
                }
                return EntityUtils.toByteArray(answer.getEntity());
            });
            run.traffic().read(body.length);
            fetch.authorized();
            return PageReader.read(
                    request.page(),
                    body,
                    StandardCharsets.UTF_8,
                    run.partition().format());
        } finally {
            api.over(fetch.attempt());
        }
    }

    @Override
    public void close() throws IOException {
        workers.shutdown();
        client.close();
    }

    /** The requests of the routes, whose attempt is found without an exchange. */
    private static final class Requests implements RequestCustomizer {
        private static final String ATTEMPT = "pagesync.attempt";
        private final PageRequests requests;

        Requests(Api api) {
            requests = new PageRequests(api);
        }

        @Override
        public URI server() {
            return requests.server();
        }

        @Override
        public AnswerLimits limits() {
            return requests.limits();
        }

        @Override
        public void customize(ClassicHttpRequest request, Attempt attempt) {
            requests.customize(request, attempt);
        }

        @Override
        public Attempt attempt(HttpContext context) {
            return (Attempt) context.getAttribute(ATTEMPT);
        }

        @Override
        public String reveal(String pathAndQuery, Attempt attempt) {
            return requests.reveal(pathAndQuery, attempt);
        }
    }
}
