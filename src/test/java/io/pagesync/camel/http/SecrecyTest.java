package io.pagesync.camel.http;

import static io.pagesync.testing.TestSync.packages;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.pagesync.camel.boot.Engine;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.testing.HostileServer;
import io.pagesync.testing.TestApi;
import java.io.InputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** No secret in any log at TRACE, nor on any message between any two steps of the machine. */
final class SecrecyTest {
    private static final List<String> SECRETS =
            List.of("the-passw0rd-itself", "the-t0ken-itself", "bWU6dGhlLXBhc3N3MHJkLWl0c2VsZg==");
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "PAGESYNC_API_T3_AUTH_PASSWORD", "the-passw0rd-itself",
            "PAGESYNC_API_T3_AUTH_KEY", "the-passw0rd-itself",
            "PAGESYNC_API_T3_AUTH_TOKEN", "the-passw0rd-itself",
            "PAGESYNC_API_T3_AUTH_CLIENT_SECRET", "the-passw0rd-itself");

    /** With one of these on, the HTTP client's setup refuses to start. */
    private static final List<String> TELLING =
            List.of("org.apache.hc.client5.http.wire", "org.apache.hc.client5.http.headers");

    private final Queue<String> written = new ConcurrentLinkedQueue<>();
    private final Logger root = ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(Logger.ROOT_LOGGER_NAME);
    private final AppenderBase<ILoggingEvent> all = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            String name = event.getLoggerName();
            // WireMock's own are those of the server; wire and headers are refused by the client's setup.
            if (!name.startsWith("org.eclipse.jetty") && !name.startsWith("wiremock")) {
                written.add(name + " " + event.getFormattedMessage()
                        + (event.getThrowableProxy() == null
                                ? ""
                                : ThrowableProxyUtil.asString(event.getThrowableProxy())));
            }
        }
    };
    private WireMockServer server;
    private Level before;
    private Appender<ILoggingEvent> file;

    @BeforeEach
    void listen() {
        server =
                new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
        server.start();
        before = root.getLevel();
        TELLING.forEach(name -> logger(name).setLevel(Level.OFF));
        // Thousands of lines that nobody would read.
        file = root.getAppender("file");
        root.detachAppender(file);
        all.setContext(root.getLoggerContext());
        all.start();
        root.addAppender(all);
        root.setLevel(Level.TRACE);
    }

    @AfterEach
    void restore() {
        root.setLevel(before);
        TELLING.forEach(name -> logger(name).setLevel(null));
        root.detachAppender(all);
        root.addAppender(file);
        server.stop();
    }

    private Logger logger(String name) {
        return root.getLoggerContext().getLogger(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "type=bearer",
                "type=api-key",
                "type=api-key;parameter=k",
                "type=basic;username=me",
                "type=token-exchange;path=/login;body={\"password\":\"${password}\"}",
                "type=oauth2-client-credentials;client-id=me;token-url="
            })
    void load_ofAnyType_leavesNoSecretInLogsOrMessages(String text) throws Exception {
        server.stubFor(WireMock.post(WireMock.anyUrl())
                .willReturn(WireMock.aResponse()
                        .withBody("{\"accessToken\":\"the-t0ken-itself\",\"access_token\":\"the-t0ken-itself\"}")));
        server.stubFor(WireMock.get(WireMock.anyUrl())
                .willReturn(WireMock.aResponse().withBody("{\"data\":[{\"id\":1}],\"total\":1,\"pageSize\":100}")));
        String url = "http://127.0.0.1:" + server.port();
        Map<String, String> settings = new HashMap<>();
        for (String each :
                text.replaceFirst("token-url=", "token-url=" + url + "/token").split(";", -1)) {
            settings.put(each.substring(0, each.indexOf('=')), each.substring(each.indexOf('=') + 1));
        }
        load(URI.create(url), settings);
    }

    /** What a kept connection holds before it is used again is seen where the secret is about to be put on the request. */
    @Test
    void load_fromAServerThatAnswersTwice_leavesNoSecretInLogsOrMessages() throws Exception {
        HostileServer.Script twice = connection -> {
            HostileServer.behave(connection);
            return HostileServer.behave(connection);
        };
        try (HostileServer twin = HostileServer.start(twice)) {
            load(twin.baseUri(), Map.of("type", "api-key", "parameter", "k"));

            assertThat(twin.requests()).isGreaterThan(1);
        }
    }

    private void load(URI server, Map<String, String> auth) throws Exception {
        TestApi api = TestApi.at(server).auth(auth, ENVIRONMENT);
        try (Engine engine = Engine.start(api.settings())) {
            Spy spy = new Spy();
            spy.start();
            engine.context().getManagementStrategy().addEventNotifier(spy);
            RunReport report = packages().run(engine);

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            written.add(report.toString());
            written.add(api.settings().toString());
        }

        assertThat(written).anyMatch(line -> line.startsWith("message ")).hasSizeGreaterThan(100);
        assertThat(written).noneMatch(line -> SECRETS.stream().anyMatch(line::contains));
    }

    /** Writes down what every message holds when it is made, before and after each call, and at its end. */
    private final class Spy extends EventNotifierSupport {
        @Override
        public void notify(CamelEvent event) {
            if (event instanceof CamelEvent.ExchangeEvent about) {
                Exchange exchange = about.getExchange();
                Object body = exchange.getMessage().getBody();
                written.add("message " + exchange.getMessage().getHeaders() + " " + exchange.getProperties() + " "
                        + (body instanceof InputStream ? "a stream" : body));
            }
        }
    }
}
