package io.pagesync.sandbox;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A caller of the sandbox over real HTTP; remembers nothing. */
public final class SandboxClient {
    public static final String LICENCE = "C11-0000001-LIC";
    public static final String PAGES = "/v2/packages/active?licenseNumber=" + LICENCE;

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI base;

    SandboxClient(Sandbox sandbox) {
        base = sandbox.baseUri();
    }

    HttpResponse<String> get(String pathAndQuery, String... headers) throws IOException, InterruptedException {
        return HTTP.send(request(pathAndQuery, headers).build(), HttpResponse.BodyHandlers.ofString());
    }

    CompletableFuture<HttpResponse<String>> getLater(String pathAndQuery) {
        return HTTP.sendAsync(request(pathAndQuery).build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        HttpRequest.BodyPublisher content = HttpRequest.BodyPublishers.ofString(body);
        return HTTP.send(request(path).POST(content).build(), HttpResponse.BodyHandlers.ofString());
    }

    JsonNode page(String furtherQuery) throws IOException, InterruptedException {
        return json(get(PAGES + furtherQuery));
    }

    public static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The ids of the records of a page, wherever in it they are. */
    static List<Long> allIds(HttpResponse<String> response) {
        return json(response).findValues("id").stream().map(JsonNode::asLong).toList();
    }

    public static List<Long> ids(JsonNode page) {
        return page.path("data").findValues("id").stream().map(JsonNode::asLong).toList();
    }

    private HttpRequest.Builder request(String pathAndQuery, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(pathAndQuery));
        return headers.length == 0 ? request : request.headers(headers);
    }
}
