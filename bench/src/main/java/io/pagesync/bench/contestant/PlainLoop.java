package io.pagesync.bench.contestant;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What a Java developer writes who needs it today: the JDK's client, Jackson's tree, a pool of threads that fetch, parse
 * and print, and one that writes the pages in their order. No rate limit, no retry, no check. Arguments: URL, file,
 * threads.
 */
public final class PlainLoop {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;

    private PlainLoop(String url) {
        this.url = url;
    }

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        PlainLoop loop = new PlainLoop(arguments[0]);
        int threads = Integer.parseInt(arguments[2]);
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(Path.of(arguments[1])), 1 << 16)) {
            JsonNode first = loop.fetch(1);
            int size = first.get("pageSize").asInt();
            int pages = (int) ((first.get("total").asLong() + size - 1) / size);
            out.write(lines(first));
            Queue<Future<byte[]>> ahead = new ArrayDeque<>();
            for (int page = 2; page <= pages; page++) {
                int number = page;
                ahead.add(workers.submit(() -> lines(loop.fetch(number))));
                if (ahead.size() == 2 * threads) {
                    out.write(ahead.remove().get());
                }
            }
            while (!ahead.isEmpty()) {
                out.write(ahead.remove().get());
            }
        } finally {
            workers.shutdown();
        }
    }

    private JsonNode fetch(int page) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url + "?page=" + page)).build();
        HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException("page " + page + ": " + answer.statusCode());
        }
        return MAPPER.readTree(answer.body());
    }

    private static byte[] lines(JsonNode page) throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream(1 << 18);
        try (JsonGenerator generator = MAPPER.createGenerator(lines)) {
            generator.setRootValueSeparator(null);
            for (JsonNode record : page.get("data")) {
                MAPPER.writeTree(generator, record);
                generator.writeRaw('\n');
            }
        }
        return lines.toByteArray();
    }
}
