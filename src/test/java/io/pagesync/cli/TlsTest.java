package io.pagesync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
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
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    private static Path folder = Path.of("");

    private static Server server;
    private static int open;
    private static int mutual;
    private static int expired;

    @BeforeAll
    static void start() throws Exception {
        KeyStore ours = pair("server", "ip:127.0.0.1");
        KeyStore client = pair("client", "dns:client");
        KeyStore old = pair("old", "ip:127.0.0.1", "-startdate", "-9d", "-validity", "2");
        Files.writeString(folder.resolve("old.pem"), certificate(old, "old"));
        Files.writeString(folder.resolve("ca.pem"), certificate(ours, "server"));
        Files.writeString(folder.resolve("client.pem"), key(client, "client") + certificate(client, "client"));
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

    private static ServerConnector connector(KeyStore ours, KeyStore clients, boolean needsClient) {
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStore(ours);
        tls.setKeyStorePassword(String.valueOf(PASSWORD));
        tls.setTrustStore(clients);
        tls.setNeedClientAuth(needsClient);
        HttpConfiguration http = new HttpConfiguration();
        // A host that is an IP address has no SNI.
        http.addCustomizer(new SecureRequestCustomizer(false));
        ServerConnector connector = new ServerConnector(server, tls, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        return connector;
    }

    private static KeyStore pair(String name, String address, String... validity)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path store = folder.resolve(name + ".p12");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "SAN=" + address,
                "-ext",
                "bc:c",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                String.valueOf(PASSWORD)));
        command.addAll(List.of(validity));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
        KeyStore loaded = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            loaded.load(in, PASSWORD);
        }
        return loaded;
    }

    private static String certificate(KeyStore store, String alias) throws GeneralSecurityException {
        return pem("CERTIFICATE", store.getCertificate(alias).getEncoded());
    }

    private static String key(KeyStore store, String alias) throws GeneralSecurityException {
        return pem("PRIVATE KEY", store.getKey(alias, PASSWORD).getEncoded());
    }

    private static String pem(String kind, byte[] encoded) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded) + "\n-----END " + kind
                + "-----\n";
    }
}
