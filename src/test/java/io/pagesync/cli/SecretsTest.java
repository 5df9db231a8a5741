package io.pagesync.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.pagesync.InvalidSettingException;
import io.pagesync.api.ApiSettings;
import io.pagesync.api.ApiSettings.AnswerLimits;
import io.pagesync.api.ApiSettings.Transport;
import io.pagesync.api.credential.Auth;
import io.pagesync.api.credential.Secret;
import io.pagesync.camel.boot.Engine;
import io.pagesync.page.Json;
import io.pagesync.rate.Backoff;
import io.pagesync.report.RunReport;
import io.pagesync.report.Summary;
import io.pagesync.report.Verdict;
import io.pagesync.testing.TestSync;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** However a load ends and whatever is logged: no secret is seen, though the server repeats it. */
final class SecretsTest {
    private static final String TOKEN = "eyJhbGciOiJIUzI1NiJ9.c2VjcmV0+/dG9rZW4.Zm9yLXRlc3Rz==";
    private static final String PASSWORD = "c0rrect-horse-\"battery\"-staple";

    /** As they are, encoded for a URL, and cut off as an excerpt may leave them. */
    private static final List<String> TELLING = List.of(
            TOKEN,
            TOKEN.substring(0, 10),
            URLEncoder.encode(TOKEN, StandardCharsets.UTF_8),
            PASSWORD,
            PASSWORD.substring(0, 10),
            PASSWORD.replace("\"", "\\\""));

    @TempDir
    private Path folder = Path.of("");

    private final Queue<String> seen = new ConcurrentLinkedQueue<>();
    private final CountDownLatch released = new CountDownLatch(1);
    private ExecutorService threads;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        threads = Executors.newCachedThreadPool();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        released.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    /** Repeats the secrets it was sent, in every way a server does. */
    private void answer(HttpExchange exchange) throws IOException {
        String token = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        String password = String.valueOf(exchange.getRequestHeaders().getFirst("X-Api-Key"));
        assertThat(token).isEqualTo("Bearer " + TOKEN);
        assertThat(password).isEqualTo(PASSWORD);
        exchange.getResponseHeaders().set("X-Echo", token + password);
        switch (exchange.getRequestURI().getPath()) {
            case "/fine" -> reply(exchange, 200, "{\"data\":[{\"id\":1},{\"id\":2}],\"total\":2,\"pageSize\":100}");
            case "/unauthorized" ->
                reply(exchange, 401, Json.MAPPER.writeValueAsString(Map.of("message", "no " + token)));
            case "/bare" -> reply(exchange, 403, "not with " + TOKEN + " nor with " + password);
            case "/json" -> reply(exchange, 400, Json.MAPPER.writeValueAsString(Map.of("errors", List.of(password))));
            case "/cut" -> reply(exchange, 500, "x".repeat(105) + TOKEN);
            case "/html" -> reply(exchange, 200, "<html>" + TOKEN + "</html>");
            case "/truncated" -> reply(exchange, 200, "{\"data\":[{\"token\":\"" + TOKEN);
            case "/limited" -> {
                exchange.getResponseHeaders().set("Retry-After", TOKEN);
                reply(exchange, 429, token);
            }
            case "/redirect" -> {
                exchange.getResponseHeaders()
                        .set(
                                "Location",
                                "https://other.invalid/" + TOKEN + "/"
                                        + URLEncoder.encode(TOKEN, StandardCharsets.UTF_8) + "?t=" + TOKEN);
                reply(exchange, 302, "");
            }
            case "/slow" -> {
                try {
                    released.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                exchange.close();
            }
            default -> exchange.close();
        }
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private ApiSettings settings() {
        Map<String, String> environment = Map.of("TOKEN", TOKEN, "KEY", PASSWORD);
        Map<String, Secret> secrets = new LinkedHashMap<>();
        secrets.put(
                "Authorization", Secret.fromEnvironment("TOKEN", environment).prefixed("Bearer "));
        secrets.put("X-Api-Key", Secret.fromEnvironment("KEY", environment));
        return new ApiSettings(
                "t3",
                base(),
                0,
                2,
                2,
                new Backoff(Duration.ofMillis(1), Duration.ofMillis(2)),
                Duration.ofSeconds(5),
                new AnswerLimits(
                        Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(5), 64 * 1024 * 1024),
                Map.of(),
                Auth.headers(secrets),
                Transport.DIRECT);
    }

    private RunReport run(Engine engine, String path) {
        return TestSync.bare("items")
                .with("api", "t3")
                .with("path", path)
                .steps("- process: { ref: look }\n- log: \"${headers} ${body}\"")
                .run(engine);
    }

    /** What reaches the steps of a user. */
    private void look(Exchange exchange) {
        seen.add(String.valueOf(exchange.getMessage().getHeaders()));
        seen.add(String.valueOf(exchange.getProperties()));
        seen.add(String.valueOf(exchange.getVariables()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/fine",
                "/unauthorized",
                "/bare",
                "/json",
                "/cut",
                "/html",
                "/truncated",
                "/limited",
                "/redirect",
                "/broken"
            })
    void load_withEverythingLogged_showsNoSecret(String path) throws IOException {
        Collected collected = new Collected();
        try (collected;
                Engine engine = Engine.start(settings())) {
            engine.context().getRegistry().bind("look", (Processor) this::look);
            RunReport report = run(engine, path);
            seen.add(Json.MAPPER.writeValueAsString(report));
            seen.add(Summary.of(report));
            seen.add(report.toString());
            assertThat(report.verdict()).isEqualTo(path.equals("/fine") ? Verdict.COMPLETE : Verdict.FAILED);
        }

        assertThat(collected.events).isNotEmpty();
        assertThat(seen).hasSizeGreaterThan(path.equals("/fine") ? 5 : 2);
        assertThat(collected.events).allSatisfy(SecretsTest::tellsNothing);
        assertThat(seen).allSatisfy(SecretsTest::tellsNothing);
    }

    @Test
    void fetch_thatFails_throwsAnErrorWhoseWholeStackTraceTellsNothing() {
        try (Engine engine = Engine.start(settings())) {
            engine.context().getRegistry().bind("look", (Processor) this::look);
            assertThatThrownBy(() -> engine.context()
                            .createProducerTemplate()
                            .requestBody("direct:pagesync-call-t3", "Bearer " + TOKEN))
                    .satisfies(error -> {
                        StringWriter trace = new StringWriter();
                        error.printStackTrace(new PrintWriter(trace));
                        assertThat(trace.toString()).contains("belongs to no run");
                    });
        }
    }

    @Test
    void engine_whoseHttpClientWouldLogHeaders_isRefused() {
        Logger headers = (Logger) LoggerFactory.getLogger("org.apache.hc.client5.http.headers");
        Level before = headers.getLevel();
        headers.setLevel(Level.DEBUG);
        try {
            assertThatThrownBy(() -> Engine.start(settings()))
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessage("the logger org.apache.hc.client5.http.headers is on, which would print the secrets of"
                            + " API t3; set its level to OFF");
        } finally {
            headers.setLevel(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/unauthorized", "/redirect"})
    void process_withEverythingLogged_showsNoSecret(String path) throws Exception {
        Path out = folder.resolve("out");
        try (CommandProcess load = CommandProcess.start(
                folder,
                Redirect.to(out.toFile()),
                Map.of("TOKEN", TOKEN, "KEY", PASSWORD),
                List.of("-Dpagesync.log.level=TRACE"),
                "load",
                base() + path,
                "--bearer-env=TOKEN",
                "--header-env=X-Api-Key=KEY",
                "--json",
                "--verbose")) {
            assertThat(load.exitCode()).isEqualTo(1);
            assertThat(load.err()).contains(" TRACE ", "FAILED     ", "\"verdict\":\"FAILED\"");
            tellsNothing(load.err());
            tellsNothing(Files.readString(out));
        }
    }

    @Test
    void process_whileItLoads_showsNoSecretInTheProcessList() throws Exception {
        try (CommandProcess load = CommandProcess.start(
                folder,
                Redirect.DISCARD,
                Map.of("TOKEN", TOKEN, "KEY", PASSWORD),
                List.of(),
                "load",
                base() + "/slow",
                "--bearer-env=TOKEN",
                "--header-env=X-Api-Key=KEY")) {
            Path commandLine = Path.of("/proc", Long.toString(load.process().pid()), "cmdline");
            await().until(() -> Files.readString(commandLine).contains("--bearer-env=TOKEN"));
            tellsNothing(Files.readString(commandLine));
        }
    }

    private static void tellsNothing(String text) {
        assertThat(text).doesNotContain(TELLING);
    }

    /** Collects what every logger says; those that print the wire itself are off, as in the shipped configuration. */
    private static final class Collected extends AppenderBase<ILoggingEvent> implements AutoCloseable {
        private final Queue<String> events = new ConcurrentLinkedQueue<>();
        private final Map<String, Level> before = new LinkedHashMap<>();
        private final Appender<ILoggingEvent> file;

        Collected() {
            LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
            setContext(context);
            start();
            set(Logger.ROOT_LOGGER_NAME, Level.TRACE);
            set("org.apache.hc", Level.TRACE);
            set("org.apache.camel.processor.errorhandler.DefaultErrorHandler", Level.TRACE);
            set("org.apache.hc.client5.http.wire", Level.OFF);
            set("org.apache.hc.client5.http.headers", Level.OFF);
            Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
            file = root.getAppender("file");
            root.detachAppender(file);
            root.addAppender(this);
        }

        private void set(String name, Level level) {
            Logger logger = (Logger) LoggerFactory.getLogger(name);
            before.put(name, logger.getLevel());
            logger.setLevel(level);
        }

        @Override
        protected void append(ILoggingEvent event) {
            events.add(event.getLoggerName() + " " + event.getThreadName() + " " + event.getFormattedMessage()
                    + event.getMDCPropertyMap()
                    + (event.getThrowableProxy() == null
                            ? ""
                            : ThrowableProxyUtil.asString(event.getThrowableProxy())));
        }

        @Override
        public void close() {
            Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
            root.detachAppender(this);
            root.addAppender(file);
            before.forEach((name, level) -> ((Logger) LoggerFactory.getLogger(name)).setLevel(level));
        }
    }
}
