package io.pagesync.bench.harness;

import io.pagesync.bench.server.PageServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** The server of ours: any collection, with a delay and a strict limit on request, and it tells when requests came. */
public final class JavaServer extends Server {
    private JavaServer(Process process, int port) {
        super("Netty 4.2 (bench/)", process, port);
    }

    /** Starts it. */
    public static JavaServer start(Path java, String classpath, Path data) throws IOException {
        Process process = new ProcessBuilder(
                        java.toString(),
                        // Room for all that is made while a rate is measured, so that no collection falls into it.
                        "-Xms512m",
                        "-Xmx512m",
                        "-Xmn400m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        classpath,
                        PageServer.class.getName(),
                        data.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String port = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))
                .readLine();
        if (port == null) {
            throw new IOException("the page server has not started, see above");
        }
        return new JavaServer(process, Integer.parseInt(port));
    }

    /** Sets a strict limit (0 for none) and a delay of each answer, and forgets what it has seen. */
    public void set(int perSecond, int latencyMillis) throws IOException, InterruptedException {
        get("/set?limit=" + perSecond + "&latency=" + latencyMillis);
    }

    /** What it has seen since it was set. */
    public Seen seen() throws IOException, InterruptedException {
        String[] lines = get("/arrivals").split("\n");
        long[] arrivals =
                Arrays.stream(lines).skip(1).mapToLong(Long::parseLong).toArray();
        return new Seen(Integer.parseInt(lines[0]), arrivals);
    }

    private String get(String path) throws IOException, InterruptedException {
        URI url = uri().resolve(path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString())
                .body();
    }

    /**
     * What came.
     *
     * @param refused how many requests were above the limit
     * @param arrivals when each came, in nanoseconds after the first
     */
    public record Seen(int refused, long[] arrivals) {
        /** Requests a second from the second one on: the first page comes alone, as it says how many there are. */
        public double perSecond() {
            long nanos = arrivals[arrivals.length - 1] - arrivals[1];
            return (arrivals.length - 2) / (nanos / 1e9);
        }

        /** From the first to the last one, in seconds. */
        public double seconds() {
            return arrivals[arrivals.length - 1] / 1e9;
        }

        /** The most requests within any second. */
        public int busiestSecond() {
            int most = 0;
            int from = 0;
            for (int to = 0; to < arrivals.length; to++) {
                while (arrivals[to] - arrivals[from] >= 1_000_000_000) {
                    from++;
                }
                most = Math.max(most, to - from + 1);
            }
            return most;
        }
    }
}
