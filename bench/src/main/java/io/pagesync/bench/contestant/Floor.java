package io.pagesync.bench.contestant;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Fetches every page and throws its bytes away: what loading costs at the least. Arguments: URL, pages, threads. */
public final class Floor {
    private Floor() {}

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        int pages = Integer.parseInt(arguments[1]);
        int threads = Integer.parseInt(arguments[2]);
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        AtomicInteger next = new AtomicInteger(1);
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        List<Future<?>> ends = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            ends.add(workers.submit(() -> {
                for (int page = next.getAndIncrement(); page <= pages; page = next.getAndIncrement()) {
                    HttpRequest request = HttpRequest.newBuilder(URI.create(arguments[0] + "?page=" + page))
                            .build();
                    HttpResponse<Void> answer = client.send(request, BodyHandlers.discarding());
                    if (answer.statusCode() != 200) {
                        throw new IllegalStateException("page " + page + ": " + answer.statusCode());
                    }
                }
                return null;
            }));
        }
        for (Future<?> end : ends) {
            end.get();
        }
        workers.shutdown();
    }
}
