package io.pagesync.bench.contestant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a Java developer writes for pages that name the next one: fetch, parse, write, and again. No retry, no check. Arguments:
 * URL, file.
 */
public final class ChainLoop {
    private ChainLoop() {}

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(Path.of(arguments[1])), 1 << 16)) {
            String next = "";
            while (next != null) {
                String query = next.isEmpty() ? "" : "?after=" + next;
                HttpResponse<byte[]> answer = client.send(
                        HttpRequest.newBuilder(URI.create(arguments[0] + query)).build(), BodyHandlers.ofByteArray());
                if (answer.statusCode() != 200) {
                    throw new IllegalStateException("after " + next + ": " + answer.statusCode());
                }
                JsonNode page = mapper.readTree(answer.body());
                for (JsonNode record : page.get("data")) {
                    out.write(mapper.writeValueAsBytes(record));
                    out.write('\n');
                }
                next = page.get("next").textValue();
            }
        }
    }
}
