package io.pagesync.client.examples;

import io.pagesync.client.Loaded;
import io.pagesync.client.PageFailedException;
import io.pagesync.client.PagesyncClient;
import io.pagesync.client.RateLimiter;
import io.pagesync.client.RunDriftedException;
import io.pagesync.client.RunIncompleteException;
import io.pagesync.page.JsonRecord;
import io.pagesync.page.Page;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** The examples of docs/java.md, between their marks; ExamplesTest runs them and holds the document to them. */
final class Examples {
    private final String url;
    private final StringBuilder out = new StringBuilder();

    Examples(String url) {
        this.url = url;
    }

    String printed() {
        return out.toString();
    }

    private void print(Object line) {
        out.append(line).append('\n');
    }

    void records() {
        // begin records
        try (PagesyncClient client = PagesyncClient.at(url).rateLimit(200).open()) {
            Loaded<JsonRecord> packages = client.collection("/v2/packages/active")
                    .query("licenseNumber", "C11-0000001-LIC")
                    .query("sort", "id:asc")
                    .pageSize(500)
                    .key("id")
                    .records();
            print(packages.size() + " records, " + packages.report().verdict());
            print(packages.get(0).get("id"));
        }
        // end records
    }

    // begin record-class
    record Item(long id, String label, BigDecimal quantity) {}

    // end record-class

    void fields(PagesyncClient client) {
        // begin fields
        JsonRecord first = client.collection("/v2/packages/active?licenseNumber=C11-0000001-LIC")
                .records()
                .get(0);
        Map<String, Object> fields = first.getFields(); // numbers keep their digits
        Object id = first.get("id");
        byte[] bytes = first.toBytes(); // as they arrived
        Item item = first.as(Item.class); // what Item has no field for is left out
        // end fields
        print(fields.size() + " " + id + " " + bytes.length + " " + item.id());
    }

    void async(PagesyncClient client) {
        // begin async
        CompletableFuture<Loaded<Page>> active = client.collection("/v2/packages/active?licenseNumber=C11-0000001-LIC")
                .pagesAsync();
        CompletableFuture<Loaded<Page>> retail = client.collection("/v2/packages/active?licenseNumber=C11-0000002-LIC")
                .pagesAsync();
        print(active.join().size() + retail.join().size() + " pages"); // active.cancel(true) would end its run
        // end async
    }

    void stream(PagesyncClient client, Path file) throws Exception {
        // begin stream
        try (Stream<Page> pages = client.collection("/v2/packages/active?licenseNumber=C11-0000001-LIC").stream();
                OutputStream lines = Files.newOutputStream(file)) {
            for (Page page : (Iterable<Page>) pages::iterator) {
                lines.write(page.jsonLines());
            }
        }
        // end stream
    }

    // begin subscriber
    /** Takes a page at a time. */
    static final class Printer implements Flow.Subscriber<Page> {
        final CompletableFuture<Integer> last = new CompletableFuture<>();
        private Flow.@Nullable Subscription subscription;
        private int pages;

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(1);
        }

        @Override
        public void onNext(Page page) {
            pages = page.getNumber();
            Objects.requireNonNull(subscription).request(1);
        }

        @Override
        public void onError(Throwable error) {
            last.completeExceptionally(error);
        }

        @Override
        public void onComplete() {
            last.complete(pages);
        }
    }

    // end subscriber

    void publisher(PagesyncClient client) {
        // begin publisher
        Flow.Publisher<Page> pages = client.collection("/v2/packages/active?licenseNumber=C11-0000001-LIC")
                .publisher();
        Printer printer = new Printer();
        pages.subscribe(printer);
        print("the last one was page " + printer.last.join());
        // end publisher
    }

    void function(Warehouse warehouse) {
        // begin function
        try (PagesyncClient client =
                PagesyncClient.calling(page -> warehouse.list(page)).open()) {
            Loaded<JsonRecord> parts = client.collection().records();
            print(parts.size() + " parts");
        }
        // end function
    }

    void errors(PagesyncClient client) {
        // begin errors
        try {
            print(client.collection("/v2/packages/nowhere").records().size());
        } catch (PageFailedException e) {
            print(e.status() + " for page " + e.page() + " of " + e.url() + ": " + e.reason());
        } catch (RunDriftedException e) {
            print("it changed meanwhile: " + e.report().drift() + ", yet here are "
                    + e.records().size());
        } catch (RunIncompleteException e) {
            print("not all of it: " + e.getMessage() + ", only " + e.pages().size() + " pages");
        }
        // end errors
    }

    void limiter(PagesyncClient client) throws Exception {
        // begin limiter
        RateLimiter permits = client.rateLimiter(); // RateLimiter.perSecond(10) is one of its own
        permits.acquire();
        print("one call of my own");
        CompletableFuture<Void> next = permits.acquireAsync().thenRun(() -> print("and one more"));
        next.join();
        // end limiter
    }

    void context(CamelContext camelContext) {
        // begin context
        try (PagesyncClient client = PagesyncClient.in(camelContext, "t3")) { // of the settings pagesync.api.t3.*
            Loaded<JsonRecord> packages = client.collection("/v2/packages/active?licenseNumber=C11-0000001-LIC")
                    .records();
            print(packages.size() + " records in the context of the application");
        }
        // end context
    }

    PagesyncClient logIn(String key) {
        // begin login
        PagesyncClient client = PagesyncClient.at(url)
                .name("t3") // so the key may also come from PAGESYNC_API_T3_AUTH_KEY
                .set("auth.type", "token-exchange")
                .set("auth.path", "/v2/auth/apikey")
                .set("auth.body", "{\"apiKey\":\"${key}\",\"stateCode\":\"CA\"}")
                .secret("auth.key", key)
                .open();
        // end login
        return client;
    }

    /** Something that has pages and is no API. */
    interface Warehouse {
        Map<String, Object> list(int page);
    }

    static final Warehouse SMALL =
            page -> Map.of("total", 3, "data", page > 3 ? List.of() : List.of(Map.of("part", page)));
}
