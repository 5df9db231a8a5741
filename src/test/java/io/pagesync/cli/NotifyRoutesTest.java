package io.pagesync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import io.pagesync.camel.jms.TestBroker;
import jakarta.jms.Connection;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.mail.Header;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The routes under {@code routes/notify}, as they are shipped, copied to {@code routes/} and tried as their first lines say. */
final class NotifyRoutesTest {
    private final String home = System.getProperty("pagesync.home", "");

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void start() {
        System.setProperty("pagesync.home", folder.toString());
    }

    @AfterEach
    void stop() {
        System.setProperty("pagesync.home", home);
    }

    private void copy(String route) throws IOException {
        Files.copy(
                Path.of("routes", "notify", route),
                Files.createDirectories(folder.resolve("routes")).resolve(route));
    }

    @Test
    void mail_getsTheSentence() throws Exception {
        copy("mail.camel.yaml");
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        try {
            CommandRun run = CommandRun.of(
                    "notify",
                    "--test",
                    "--set",
                    "events.mail.host=127.0.0.1:" + server.getSmtp().getPort(),
                    "--set",
                    "events.mail.from=pagesync@example.com",
                    "--set",
                    "events.mail.to=operators@example.com");

            assertThat(run.err()).isEqualTo("pagesync: the test event was passed on\n");
            assertThat(run.code()).isZero();
            assertThat(server.getReceivedMessages()).singleElement().satisfies(mail -> {
                assertThat(mail.getSubject()).isEqualTo("Pagesync:  test");
                assertThat(mail.getAllRecipients()[0]).hasToString("operators@example.com");
                assertThat(GreenMailUtil.getBody(mail))
                        .contains("this is a test by pagesync notify --test; all is well");
                assertThat(mail.getAllHeaders().asIterator())
                        .toIterable()
                        .extracting(Header::getName)
                        .noneMatch(name -> name.startsWith("Pagesync"));
            });
        } finally {
            server.stop();
        }
    }

    @Test
    void webhook_getsTheEventAsJson() throws Exception {
        copy("webhook.camel.yaml");
        List<String> taken = new CopyOnWriteArrayList<>();
        HttpServer webhook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        webhook.createContext("/hook", exchange -> {
            taken.add(exchange.getRequestMethod() + " "
                    + exchange.getRequestHeaders().getFirst("Content-Type") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        webhook.start();
        try {
            CommandRun run = CommandRun.of(
                    "notify",
                    "--test",
                    "--set",
                    "events.url=http://127.0.0.1:" + webhook.getAddress().getPort() + "/hook");

            assertThat(run.err()).isEqualTo("pagesync: the test event was passed on\n");
            assertThat(run.code()).isZero();
        } finally {
            webhook.stop(0);
        }
        assertThat(taken)
                .singleElement()
                .asString()
                .startsWith("POST application/json {")
                .contains("\"event\":\"test\"");
    }

    @Test
    void topic_getsTheEventAsText() throws Exception {
        copy("jms.camel.yaml");
        Path password = Files.writeString(folder.resolve("password"), TestBroker.PASSWORD);
        try (TestBroker broker = TestBroker.start();
                ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(broker.url());
                Connection connection = factory.createConnection(TestBroker.USER, TestBroker.PASSWORD);
                Session session = connection.createSession();
                MessageConsumer subscriber = session.createConsumer(session.createTopic("pagesync-events"))) {
            connection.start();

            CommandRun run = CommandRun.of(
                    "notify",
                    "--test",
                    "--set",
                    "pagesync.jms.url=" + broker.url(),
                    "--set",
                    "pagesync.jms.user=" + TestBroker.USER,
                    "--set",
                    "pagesync.jms.password-file=" + password);

            assertThat(run.err()).isEqualTo("pagesync: the test event was passed on\n");
            assertThat(run.code()).isZero();
            assertThat(((TextMessage) subscriber.receive(60_000)).getText()).contains("\"event\":\"test\"");
        }
    }
}
