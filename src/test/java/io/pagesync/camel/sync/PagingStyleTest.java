package io.pagesync.camel.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.pagesync.paging.Sheets;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.testing.TestApi;
import io.pagesync.testing.TestSync;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A style of paging that the product does not have: {@link Sheets}, one class and its line in a list. */
@Timeout(60)
final class PagingStyleTest {
    private static final int RECORDS = 95;
    private static final int SIZE = 10;

    @ParameterizedTest
    @ValueSource(strings = {"arrival", "page"})
    void load_byNamesOfPages_isLoadedInParallelAndProved(String order) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/items", exchange -> {
            try (exchange) {
                int from = SIZE
                        * (Integer.parseInt(exchange.getRequestURI().getQuery().replaceFirst(".*sheet=s(\\d+).*", "$1"))
                                - 1);
                byte[] body = ("{\"total\":" + RECORDS + ",\"data\":["
                                + IntStream.range(from, Math.min(RECORDS, from + SIZE))
                                        .mapToObj(id -> "{\"id\":" + id + "}")
                                        .collect(Collectors.joining(","))
                                + "]}")
                        .getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
        try {
            RunReport report = TestSync.packages()
                    .with("path", "/items")
                    .with("query", "")
                    .with("key", "id")
                    .with("pageParameter", "sheet")
                    .with("verify", "bracketed")
                    .with("order", order)
                    .run(TestApi.at(
                            URI.create("http://127.0.0.1:" + server.getAddress().getPort())));

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(report.evidence()).containsExactly("counted", "end seen", "unique keys", "bracketed");
            assertThat(report.pages().delivered()).isEqualTo(10);
            assertThat(report.records().delivered()).isEqualTo(RECORDS);
        } finally {
            server.stop(0);
        }
    }
}
