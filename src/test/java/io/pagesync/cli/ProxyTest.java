package io.pagesync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way through a proxy; nobody but the proxy knows the API's host. */
final class ProxyTest {
    private static final String PAGE = "{\"data\":[{\"id\":1},{\"id\":2}],\"total\":2,\"pageSize\":100}";

    private final List<String> seen = new CopyOnWriteArrayList<>();

    @TempDir
    private Path folder = Path.of("");

    private ServerSocket proxy;

    @BeforeEach
    void start() throws IOException {
        proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
    }

    private void serve() {
        while (!proxy.isClosed()) {
            try (Socket client = proxy.accept()) {
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
                String first = in.readLine();
                for (String line = first; line != null && !line.isEmpty(); line = in.readLine()) {
                    seen.add(line);
                }
                client.getOutputStream().write(answer(String.valueOf(first)).getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // Closed at the end of the test.
            }
        }
    }

    private static String answer(String requestLine) {
        return requestLine.startsWith("CONNECT ")
                ? "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                : "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
                        + PAGE.length() + "\r\n\r\n" + PAGE;
    }

    private CommandRun load(String url, String where) {
        return CommandRun.of("load", url, "--proxy", where, "--attempts=1", "--to", folder + "/items.jsonl");
    }

    @Test
    void load_withAProxy_goesThroughIt() {
        CommandRun run = load("http://api.invalid/items", "http://127.0.0.1:" + proxy.getLocalPort());

        assertThat(run.err()).startsWith("COMPLETE   2 of 2 records");
        assertThat(seen.get(0)).isEqualTo("GET http://api.invalid/items HTTP/1.1");
        assertThat(seen).contains("Host: api.invalid");
    }

    @Test
    void load_withAProxyWrittenShort_goesThroughIt() {
        assertThat(load("http://api.invalid/items", "127.0.0.1:" + proxy.getLocalPort())
                        .code())
                .isZero();
    }

    @Test
    void load_withAProxyThatRefusesTheTunnel_saysSo() {
        CommandRun run = load("https://api.invalid/items", "127.0.0.1:" + proxy.getLocalPort());

        assertThat(run.code()).isEqualTo(1);
        assertThat(seen.get(0)).isEqualTo("CONNECT api.invalid:443 HTTP/1.1");
        assertThat(run.err())
                .contains("page 1     GET https://api.invalid/items ", "403")
                .doesNotContain("Exception");
    }

    @Test
    void load_withAProxyThatIsNotRunning_saysSo() throws IOException {
        proxy.close();

        CommandRun run = load("http://api.invalid/items", "127.0.0.1:" + proxy.getLocalPort());

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("failed: nothing answers there (").contains("127.0.0.1:" + proxy.getLocalPort());
    }
}
