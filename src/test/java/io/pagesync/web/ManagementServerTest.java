package io.pagesync.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is answered on the management port, and how. */
final class ManagementServerTest {
    private final ManagementServer server = ManagementServer.start(
            "127.0.0.1",
            0,
            Map.of(
                    "/metrics", accept -> new Shown(200, "text/plain", "a 1\n"),
                    "/health", accept -> Shown.health(List.of("the ledger cannot be had")),
                    "/broken",
                            accept -> {
                                throw new IllegalStateException("with a secret");
                            }));

    @AfterEach
    void close() {
        server.close();
    }

    private String answer(String head) throws IOException {
        return answer(server, head);
    }

    private static String answer(ManagementServer asked, String head) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), asked.uri().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write((head + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String get(String path) throws IOException {
        return answer("GET " + path + " HTTP/1.1\r\nHost: localhost:1");
    }

    @Test
    void get_ofAPage_showsIt() throws IOException {
        assertThat(get("/metrics"))
                .startsWith("HTTP/1.1 200 ")
                .endsWith("\r\n\r\na 1\n")
                .doesNotContainIgnoringCase("jetty");
    }

    @Test
    void get_ofHealthThatIsDown_is503AndSaysWhy() throws IOException {
        assertThat(get("/health")).startsWith("HTTP/1.1 503 ").contains("""
                {"status":"DOWN","why":["the ledger cannot be had"]}
                """);
    }

    @Test
    void get_ofAnotherPath_saysWhatThereIs() throws IOException {
        assertThat(get("/")).startsWith("HTTP/1.1 404 ").contains("there is /broken, /health, /metrics");
        assertThat(get("/metrics/../metrics2")).startsWith("HTTP/1.1 404 ");
    }

    @Test
    void get_ofAPageThatCannotBeShown_tellsNothingOfWhy() throws IOException {
        assertThat(get("/broken")).startsWith("HTTP/1.1 500 ").doesNotContain("secret");
    }

    @Test
    void head_hasTheHeadersAlone() throws IOException {
        assertThat(answer("HEAD /metrics HTTP/1.1\r\nHost: localhost"))
                .startsWith("HTTP/1.1 200 ")
                .contains("Content-Length: 4")
                .endsWith("\r\n\r\n");
    }

    @Test
    void post_isRefused() throws IOException {
        assertThat(answer("POST /metrics HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0"))
                .startsWith("HTTP/1.1 405 ")
                .contains("Allow: GET, HEAD");
    }

    @Test
    void get_byTheNameOfSomebodyElse_isRefusedOnLoopback() throws IOException {
        assertThat(answer("GET /metrics HTTP/1.1\r\nHost: attacker.example:9480"))
                .startsWith("HTTP/1.1 421 ")
                .doesNotContain("a 1");
    }

    @Test
    void get_withAHeadThatIsTooLong_isRefused() throws IOException {
        assertThat(get("/metrics?" + "x".repeat(9000))).startsWith("HTTP/1.1 414 ");
    }

    @Test
    void start_whereThePortIsTaken_saysWhatToDo() {
        assertThatThrownBy(
                        () -> ManagementServer.start("127.0.0.1", server.uri().getPort(), Map.of()))
                .isInstanceOf(PortTakenException.class)
                .hasMessageContaining(
                        "the management port 127.0.0.1:" + server.uri().getPort() + " cannot be opened: ")
                .hasMessageEndingWith("; set pagesync.management.port to another one, 0 for any free one, or off");
    }

    @Test
    void site_answersAllOtherPaths_byGetAndPost_andNothingElse() throws IOException {
        try (ManagementServer site = ManagementServer.start(
                "127.0.0.1",
                0,
                Map.of("/health", accept -> Shown.health(List.of())),
                asked -> Shown.html(200, asked.method() + " " + asked.parts() + asked.parameters() + asked.body()))) {
            assertThat(answer(site, "GET /syncs/a%20b?limit=2 HTTP/1.1\r\nHost: localhost"))
                    .startsWith("HTTP/1.1 200 ")
                    .contains("Content-Security-Policy: default-src 'none'; style-src 'self'; script-src 'self';")
                    .contains("frame-ancestors 'none'")
                    .contains("Cache-Control: no-store")
                    .doesNotContainIgnoringCase("Set-Cookie")
                    .endsWith("GET [syncs, a b]{limit=2}");
            assertThat(answer(site, "GET /health HTTP/1.1\r\nHost: localhost")).contains("{\"status\":\"UP\"}");
            assertThat(answer(site, "POST /x HTTP/1.1\r\nHost: localhost")).endsWith("POST [x]{}");
            assertThat(answer(site, "DELETE /x HTTP/1.1\r\nHost: localhost")).startsWith("HTTP/1.1 405 ");
            assertThat(answer(site, "POST /health HTTP/1.1\r\nHost: localhost")).startsWith("HTTP/1.1 405 ");
        }
    }

    @Test
    void site_takesNoBodyOfMoreThanSixteenKiB() throws IOException {
        try (ManagementServer site =
                ManagementServer.start("127.0.0.1", 0, Map.of(), asked -> Shown.html(200, asked.body()))) {
            assertThat(answer(site, "POST /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 16385"))
                    .startsWith("HTTP/1.1 413 ");
            assertThat(answer(site, "POST /x HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked"))
                    .startsWith("HTTP/1.1 413 ");
        }
    }
}
