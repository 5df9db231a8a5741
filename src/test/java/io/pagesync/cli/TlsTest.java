package io.pagesync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.testing.TestKeys;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An API with a certificate of a CA of its own, and one that wants to see the client's. */
final class TlsTest {
    @TempDir
    private static Path folder = Path.of("");

    private static Server server;
    private static int open;
    private static int mutual;
    private static int expired;

    @BeforeAll
    static void start() throws Exception {
        TestKeys ours = TestKeys.make(folder, "server", "ip:127.0.0.1");
        TestKeys client = TestKeys.make(folder, "client", "dns:client");
        TestKeys old = TestKeys.make(folder, "old", "ip:127.0.0.1", "-startdate", "-9d", "-validity", "2");
        Files.writeString(folder.resolve("old.pem"), old.certificate());
        Files.writeString(folder.resolve("ca.pem"), ours.certificate());
        Files.writeString(folder.resolve("client.pem"), client.key() + client.certificate());
        server = new Server();
        server.setHandler(new OnePage());
        ServerConnector openConnector = connector(ours, client, false);
        ServerConnector mutualConnector = connector(ours, client, true);
        ServerConnector expiredConnector = connector(old, client, false);
        server.start();
        expired = expiredConnector.getLocalPort();
        open = openConnector.getLocalPort();
        mutual = mutualConnector.getLocalPort();
    }

    @AfterAll
    static void stop() throws Exception {
        server.stop();
    }

    private static CommandRun load(String host, int port, String... options) {
        String[] arguments = {"load", "https://" + host + ":" + port + "/items", "--to", folder + "/items.jsonl"};
        return CommandRun.of(
                java.util.stream.Stream.concat(java.util.Arrays.stream(arguments), java.util.Arrays.stream(options))
                        .toArray(String[]::new));
    }

    private static String file(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void load_withTheCaNamed_isComplete() {
        CommandRun run = load("127.0.0.1", open, "--ca-file", file("ca.pem"));

        assertThat(run.err()).startsWith("COMPLETE   2 of 2 records");
        assertThat(run.code()).isZero();
    }

    @Test
    void load_withoutTheCa_saysWhereItGoesAndDoesNotTryAgain() {
        CommandRun run = load("127.0.0.1", open);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .contains("page 1     GET https://127.0.0.1:" + open
                        + "/items failed: no secure connection (the server's certificate is of no CA that is"
                        + " trusted here); a CA of your own goes into --ca-file\n")
                .contains(" 0 retries")
                .doesNotContain("Exception", "\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ca.pem", "old.pem"})
    void load_withACertificateThatHasExpired_saysSo_alsoWhenItIsItsOwnAuthority(String trusted) {
        CommandRun run = load("127.0.0.1", expired, "--ca-file", file(trusted));

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .containsPattern("failed: no secure connection \\(the server's certificate has expired on"
                        + " \\d{4}-\\d\\d-\\d\\d\\); it must be renewed there, or the clock here is wrong\n")
                .contains(" 0 retries")
                .doesNotContain("Exception");
    }

    @Test
    void load_fromAnotherNameThanTheCertificates_isRefused() {
        CommandRun run = load("localhost", open, "--ca-file", file("ca.pem"));

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .contains("failed: no secure connection (", "localhost")
                .doesNotContain("Exception");
    }

    @Test
    void load_withTheClientCertificateAskedFor_isComplete() {
        CommandRun run = load("127.0.0.1", mutual, "--ca-file", file("ca.pem"), "--client-cert", file("client.pem"));

        assertThat(run.err()).startsWith("COMPLETE   2 of 2 records");
    }

    @Test
    void load_withoutTheClientCertificateAskedFor_saysSo() {
        CommandRun run = load("127.0.0.1", mutual, "--ca-file", file("ca.pem"), "--attempts", "1");

        assertThat(run.code()).isEqualTo(1);
        // The refusal comes behind the handshake, and may meet a connection that is broken already.
        assertThat(run.err())
                .containsPattern(
                        "failed: (no secure connection \\(the server wants a client certificate it trusts\\); one of"
                                + " your own goes into --client-cert|the connection broke \\()")
                .doesNotContain("Exception");
    }

    @Test
    void caFile_withoutACertificate_isRefused() throws IOException {
        Files.writeString(folder.resolve("empty.pem"), "nothing");

        CommandRun run = load("127.0.0.1", open, "--ca-file", file("empty.pem"));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errLines())
                .containsExactly("pagesync: " + file("empty.pem")
                        + " holds no certificate in PEM; it must have a section" + " BEGIN CERTIFICATE");
    }

    @Test
    void caFile_withABrokenCertificate_isRefused() throws IOException {
        Files.writeString(
                folder.resolve("broken.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");

        CommandRun run = load("127.0.0.1", open, "--ca-file", file("broken.pem"));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errLines())
                .singleElement()
                .asString()
                .contains(file("broken.pem"))
                .doesNotContain("Exception");
    }

    @Test
    void clientCertificate_withoutItsKey_isRefused() {
        CommandRun run = load("127.0.0.1", open, "--client-cert", file("ca.pem"));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errLines())
                .containsExactly("pagesync: the client certificate " + file("ca.pem")
                        + " holds no unencrypted private key in PKCS#8; add the section BEGIN PRIVATE KEY");
    }

    private static final class OnePage extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
            byte[] page =
                    "{\"data\":[{\"id\":1},{\"id\":2}],\"total\":2,\"pageSize\":100}".getBytes(StandardCharsets.UTF_8);
            response.write(true, ByteBuffer.wrap(page), callback);
            return true;
        }
    }

    private static ServerConnector connector(TestKeys ours, TestKeys clients, boolean needsClient) {
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStore(ours.store());
        tls.setKeyStorePassword(TestKeys.PASSWORD);
        tls.setTrustStore(clients.store());
        tls.setNeedClientAuth(needsClient);
        HttpConfiguration http = new HttpConfiguration();
        // A host that is an IP address has no SNI.
        http.addCustomizer(new SecureRequestCustomizer(false));
        ServerConnector connector = new ServerConnector(server, tls, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        return connector;
    }
}
