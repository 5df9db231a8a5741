package io.pagesync.cli;

import static io.pagesync.testing.TestSync.packages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.pagesync.page.Json;
import io.pagesync.sandbox.Sandbox;
import io.pagesync.sandbox.SandboxSettings;
import io.pagesync.testing.HostileServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be seen only from outside of the process: signals, standard output, environment, locale. */
final class ProcessTest {

    @TempDir
    private Path folder = Path.of("");

    private static Sandbox sandbox(int records) throws IOException {
        return Sandbox.start(SandboxSettings.builder().records(records).build());
    }

    private static String url(Sandbox sandbox) {
        return sandbox.baseUri() + "/v2/packages/active?licenseNumber=C11-0000001-LIC&pageSize=100";
    }

    private CommandProcess start(Redirect out, Map<String, String> environment, String... arguments)
            throws IOException {
        return CommandProcess.start(folder, out, environment, List.of(), arguments);
    }

    private static Duration untilEnd(CommandProcess process) throws InterruptedException {
        long start = System.nanoTime();
        var unused = process.exitCode();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @ParameterizedTest
    @CsvSource({"INT, 2, 130", "TERM, 15, 143"})
    void signal_duringALoad_endsItSoonWithItsVerdict(String signal, int number, int code) throws Exception {
        Path file = folder.resolve("packages.jsonl");
        try (Sandbox sandbox = sandbox(12_345);
                CommandProcess load =
                        start(Redirect.DISCARD, Map.of(), "load", url(sandbox), "--to", file.toString(), "--json")) {
            assumeFalse(load.ignores(number));
            await().until(() -> sandbox.requests().size() >= 5);

            load.signal(signal);

            // Two seconds, and some for a busy machine.
            assertThat(untilEnd(load)).isLessThan(Duration.ofSeconds(30));
            assertThat(load.exitCode()).isEqualTo(code);
            assertThat(load.err())
                    .contains("PARTIAL    ")
                    .contains("stopped    interrupted\n")
                    .contains(
                            "packages.jsonl.part (set aside, the run is PARTIAL; the same command goes on with it)\n");
            List<String> said = load.err().lines().toList();
            JsonNode report = Json.MAPPER.readTree(said.get(said.size() - 1));
            assertThat(report.path("resumable").booleanValue()).isTrue();
            assertThat(Files.readAllLines(folder.resolve("packages.jsonl.part")))
                    .hasSize(report.at("/records/delivered").intValue());
            assertThat(file).doesNotExist();
        }
    }

    @Test
    void signal_whileADestinationHangs_endsTheProcessAllTheSame() throws Exception {
        try (Sandbox sandbox = sandbox(12_345);
                CommandProcess load = start(Redirect.PIPE, Map.of(), "load", url(sandbox), "--rate", "0")) {
            await().until(() -> sandbox.requests().size() >= 5);

            load.signal("TERM");

            assertThat(untilEnd(load)).isLessThan(Duration.ofSeconds(30));
            assertThat(load.exitCode()).isEqualTo(143);
            assertThat(load.err())
                    .containsPattern("(PARTIAL|FAILED ) {4}[\\d,]+ of 12,345 records in [\\d,]+ of 124 pages of load\n")
                    .contains("pagesync: a destination takes nothing any more; what it was given may be incomplete\n");
        }
    }

    @Test
    void signal_aSecondOneWhileADestinationHangs_endsTheProcessAtOnce() throws Exception {
        try (Sandbox sandbox = sandbox(12_345);
                CommandProcess load = start(Redirect.PIPE, Map.of(), "load", url(sandbox), "--rate", "0")) {
            await().until(() -> sandbox.requests().size() >= 5);
            load.signal("TERM");
            await().pollInterval(Duration.ofMillis(20)).until(() -> load.err()
                    .contains("pagesync: interrupted, waiting for what is in flight; once more ends at once"));

            load.signal("TERM");

            assertThat(load.exitCode()).isEqualTo(143);
            assertThat(load.err()).doesNotContain("takes nothing any more");
        }
    }

    @Test
    void signal_whileAServerDripsItsAnswer_endsTheLoadWithItsVerdict() throws Exception {
        HostileServer.Script dripping = connection -> {
            connection.write("HTTP/1.1 200 OK\r\nX-Slow: ");
            connection.drip("x");
            return false;
        };
        try (HostileServer server = HostileServer.start(dripping);
                CommandProcess load = start(Redirect.DISCARD, Map.of(), "load", server.baseUri() + "/items")) {
            assumeFalse(load.ignores(15));
            await().until(() -> server.requests() == 1);

            load.signal("TERM");

            // Ten seconds, and five for a busy machine.
            assertThat(untilEnd(load)).as(load::err).isLessThan(Duration.ofSeconds(30));
            assertThat(load.exitCode()).isEqualTo(143);
            assertThat(load.err())
                    .contains("FAILED     0 records", "stopped    interrupted\n")
                    .doesNotContain("Exception");
        }
    }

    private CommandProcess serve(Sandbox sandbox, Redirect out, String file) throws IOException {
        packages()
                .with("schedule", "* * * * * ?")
                .steps("- to: { uri: kamelet:jsonl-sink, parameters: { file: \"" + file + "\" } }")
                .write(folder);
        return CommandProcess.start(
                folder,
                out,
                Map.of("PAGESYNC_API_T3_BASE_URL", sandbox.baseUri().toString()),
                List.of("-Dpagesync.home=" + folder),
                "serve");
    }

    @Test
    void signal_duringServe_endsTheRunWithItsVerdict() throws Exception {
        try (Sandbox sandbox = sandbox(12_345);
                CommandProcess serve = serve(sandbox, Redirect.DISCARD, "packages.jsonl")) {
            assumeFalse(serve.ignores(15));
            await().until(() -> sandbox.requests().size() >= 5);

            serve.signal("TERM");

            assertThat(untilEnd(serve)).as(serve::err).isLessThan(Duration.ofSeconds(30));
            assertThat(serve.exitCode()).isEqualTo(143);
            assertThat(serve.err())
                    .containsOnlyOnce(" WARN packages: PARTIAL, ")
                    .contains("packages: next start ", "; stopped: Pagesync is shutting down\n");
        }
    }

    @Test
    void signal_duringServeWhileADestinationHangs_endsTheProcessWithAVerdictAllTheSame() throws Exception {
        try (Sandbox sandbox = sandbox(12_345);
                CommandProcess serve = serve(sandbox, Redirect.PIPE, "-")) {
            assumeFalse(serve.ignores(15));
            await().until(() -> sandbox.requests().size() >= 5);

            serve.signal("TERM");

            assertThat(untilEnd(serve)).as(serve::err).isLessThan(Duration.ofSeconds(30));
            assertThat(serve.exitCode()).isEqualTo(143);
            assertThat(serve.err())
                    .containsPattern(
                            "(PARTIAL|FAILED ) {4}[\\d,]+ of 12,345 records in [\\d,]+ of 124 pages of packages\n")
                    .contains("pagesync: a destination takes nothing any more; what it was given may be incomplete\n");
        }
    }

    @Test
    void demo_withAnEnvironmentThatNamesADatabase_leavesItAlone() throws Exception {
        Path theirs = folder.resolve("theirs.db");
        try (CommandProcess demo = start(
                Redirect.DISCARD,
                Map.of("PAGESYNC_DATASOURCE_MAIN_URL", "jdbc:sqlite:" + theirs),
                "demo",
                "--records",
                "150",
                "--rate",
                "0")) {
            assertThat(demo.exitCode()).as(demo::err).isZero();
            assertThat(theirs).doesNotExist();
        }
    }

    @Test
    void option_andVariable_ofOneSetting_theOptionCounts() throws Exception {
        Path out = folder.resolve("out");
        try (CommandProcess config = start(
                Redirect.to(out.toFile()),
                Map.of("PAGESYNC_API_T3_RATE_LIMIT", "5", "PAGESYNC_API_T3_CONCURRENCY", "6"),
                "config",
                "--set",
                "pagesync.api.t3.rate-limit=7")) {
            assertThat(config.exitCode()).as(config::err).isZero();
            assertThat(out).content().contains("pagesync.api.t3.rate-limit = 7 ", "pagesync.api.t3.concurrency = 6 ");
        }
    }

    @Test
    void standardOutput_closedEarly_endsTheLoadWithOneSentence() throws Exception {
        try (Sandbox sandbox = sandbox(12_345);
                CommandProcess load = start(Redirect.PIPE, Map.of(), "load", url(sandbox), "--rate", "0")) {
            try (BufferedReader lines = load.process().inputReader(StandardCharsets.UTF_8)) {
                assertThat(lines.readLine()).startsWith("{\"id\":");
            }

            assertThat(load.exitCode()).isNotZero();
            assertThat(load.err())
                    .contains("stopped    nobody reads standard output any more\n")
                    .doesNotContain("cannot be written")
                    .doesNotContain("\tat ", "Exception");
            assertThat(sandbox.requests()).hasSizeLessThan(124);
        }
    }

    @Test
    void standardOutput_withTheLocaleC_isJsonLinesInUtf8AndNothingElse() throws Exception {
        Path out = folder.resolve("out");
        try (Sandbox sandbox = sandbox(1_000);
                CommandProcess load = start(
                        Redirect.to(out.toFile()),
                        Map.of("LC_ALL", "C"),
                        "load",
                        url(sandbox),
                        "--rate=0",
                        "--verbose",
                        "--json")) {
            assertThat(load.exitCode()).isZero();
            assertThat(load.err()).contains("COMPLETE   1,000 of 1,000 records");
        }
        String text = Files.readString(out, StandardCharsets.UTF_8);
        Set<Integer> ids = new HashSet<>();
        for (String line : text.lines().toList()) {
            ids.add(Json.MAPPER.readTree(line).path("id").intValue());
        }
        assertThat(ids).hasSize(1_000);
        assertThat(text.lines()).hasSize(1_000);
        assertThat(text).endsWith("}\n").contains("Crème Brûlée");
    }

    @Test
    void preview_withTheLocaleC_isUtf8() throws Exception {
        Path out = folder.resolve("out");
        try (Sandbox sandbox = sandbox(1_000);
                CommandProcess preview =
                        start(Redirect.to(out.toFile()), Map.of("LC_ALL", "C"), "preview", url(sandbox), "-n", "20")) {
            assertThat(preview.exitCode()).isZero();
            assertThat(preview.err()).isEmpty();
        }
        assertThat(out).content(StandardCharsets.UTF_8).contains("Crème Brûlée").doesNotContain("?");
    }

    @Test
    void argument_withOtherLettersInTheLocaleC_isRefusedWithTheCure() throws Exception {
        // By its bytes, whatever the locale of the tests.
        ProcessBuilder builder = new ProcessBuilder(
                        "bash",
                        "-c",
                        "exec \"$0\" -Xmx64m -cp \"$1\" io.pagesync.cli.Pagesync load http://localhost/x --to"
                                + " $'/tmp/\\xc3\\xbc.jsonl'",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        CommandProcess.classPath())
                .redirectErrorStream(true)
                .directory(folder.toFile());
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("pagesync: the argument '/tmp/")
                .endsWith(" lacks, so Java has lost them; set LC_ALL=C.UTF-8\n");
        assertThat(process.waitFor()).isEqualTo(2);
    }

    @Test
    void load_withATokenInTheEnvironment_isLetIn() throws Exception {
        try (Sandbox sandbox = Sandbox.start(
                SandboxSettings.builder().records(300).authRequired(true).build())) {
            String token = token(sandbox);
            try (CommandProcess load = start(
                    Redirect.DISCARD, Map.of("TOKEN", token), "load", url(sandbox), "--bearer-env=TOKEN", "--json")) {
                assertThat(load.exitCode()).isZero();
                assertThat(load.err())
                        .startsWith("COMPLETE   300 of 300 records")
                        .doesNotContain(token);
            }
        }
    }

    @Test
    void memory_thatAPageDoesNotFitInto_failsThatPageAndEndsTheRun() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] megabyte = new byte[1_000_000];
        Arrays.fill(megabyte, (byte) 'x');
        server.createContext("/", call -> {
            boolean second = String.valueOf(call.getRequestURI().getQuery()).contains("page=2");
            call.sendResponseHeaders(200, 0);
            try (call;
                    OutputStream body = call.getResponseBody()) {
                body.write("{\"total\":3,\"pageSize\":1,\"data\":[{\"id\":\"".getBytes(StandardCharsets.UTF_8));
                for (int megabytes = second ? 40 : 0; megabytes > 0; megabytes--) {
                    body.write(megabyte); // piece by piece: the tests' own memory has no room for it either
                }
                body.write("\"}]}".getBytes(StandardCharsets.UTF_8));
            }
        });
        server.start();
        try (CommandProcess load = CommandProcess.start(
                folder,
                Redirect.DISCARD,
                Map.of(),
                List.of("-Xmx40m"),
                "load",
                "http://127.0.0.1:" + server.getAddress().getPort() + "/items",
                "--concurrency=1",
                "--on-page-failure=continue")) {
            assertThat(load.exitCode()).as(load.err()).isEqualTo(4);
            assertThat(load.err())
                    .contains("PARTIAL    2 of 3 records in 2 of 3 pages", "page 2     OutOfMemoryError: ")
                    .doesNotContain("\tat ");
        } finally {
            server.stop(0);
        }
    }

    private static String token(Sandbox sandbox) throws IOException, InterruptedException {
        HttpRequest logIn = HttpRequest.newBuilder(URI.create(sandbox.baseUri() + "/v2/auth/apikey"))
                .POST(HttpRequest.BodyPublishers.ofString("{\"stateCode\":\"CA\",\"apiKey\":\"demo-key\"}"))
                .build();
        String answer =
                HttpClient.newHttpClient().send(logIn, BodyHandlers.ofString()).body();
        return Json.MAPPER.readTree(answer).path("accessToken").textValue();
    }
}
