package io.pagesync.kafka;

import static io.pagesync.testing.TestSync.packages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.check.SyncDestinations;
import io.pagesync.camel.sync.Syncs;
import io.pagesync.config.Configuration;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.settings.Value;
import io.pagesync.testing.SandboxExtension;
import io.pagesync.testing.TestApi;
import io.pagesync.testing.TestKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A Kafka that asks for TLS, and for a user: what gets through, and one sentence for what does not. */
@SuppressWarnings("NullAway.Init")
final class KafkaSecurityTest {
    private static final String SINK = "- to: { uri: kamelet:kafka-sink, parameters: { topic: packages } }";
    private static final String WRONG = "wr0ng-of-kafka";

    @TempDir
    private static Path folder = Path.of("");

    private static TestKafka kafka;

    @RegisterExtension
    private final SandboxExtension sandbox = SandboxExtension.of(250);

    @BeforeAll
    static void start() throws Exception {
        TestKeys ours = TestKeys.make(folder, "server", "dns:localhost");
        TestKeys others = TestKeys.make(folder, "other", "dns:localhost");
        Files.writeString(folder.resolve("ca.pem"), ours.certificate());
        Files.writeString(folder.resolve("other.pem"), others.certificate());
        kafka = TestKafka.startSecure(ours);
        kafka.make("packages", 3, 100_000);
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    /** Settings that lead to the port of one protocol, and may speak another. */
    private static Map<String, Value> settings(String port, String protocol) {
        Map<String, Value> settings = new HashMap<>();
        set(settings, "bootstrap-servers", kafka.servers(port));
        set(settings, "backoff", "50ms");
        set(settings, "client.security.protocol", protocol);
        set(settings, "client.ssl.truststore.type", "PEM");
        set(settings, "client.ssl.truststore.location", file("ca.pem"));
        set(settings, "client.default.api.timeout.ms", "2000");
        set(settings, "client.request.timeout.ms", "2000");
        return settings;
    }

    private static String file(String name) {
        return folder.resolve(name).toString();
    }

    private static void set(Map<String, Value> settings, String name, String text) {
        settings.put("pagesync.kafka." + name, Value.of(text, "application.properties"));
    }

    private static Map<String, Value> asUser(String mechanism, String password) {
        Map<String, Value> settings = settings("SASL_SSL", "SASL_SSL");
        set(settings, "client.sasl.mechanism", mechanism);
        String module = mechanism.equals("PLAIN") ? "plain.PlainLoginModule" : "scram.ScramLoginModule";
        return login(
                settings,
                "org.apache.kafka.common.security." + module + " required username=\"" + TestKafka.USER
                        + "\" password=\"" + password + "\";");
    }

    private static Map<String, Value> login(Map<String, Value> settings, String text) {
        settings.put(
                "pagesync.kafka.secret.sasl.jaas.config",
                Value.ofVariable(text, "PAGESYNC_KAFKA_SECRET_SASL_JAAS_CONFIG"));
        return settings;
    }

    private Engine engine(Map<String, Value> settings) {
        Engine engine = Engine.start(TestApi.at(sandbox.baseUri()).settings());
        engine.context().getRegistry().bind("pagesync-settings", Configuration.of(settings));
        return engine;
    }

    private void requireWorking(Map<String, Value> settings, String sink) throws IOException {
        try (Engine engine = engine(settings)) {
            RunReport report = packages().steps(sink).run(engine);
            assertThat(report.verdict()).as("%s", report).isEqualTo(Verdict.COMPLETE);
            assertThat(check(engine).sound()).isTrue();
        }
    }

    private static SyncDestinations.Finding check(Engine engine) {
        List<SyncDestinations.Finding> all = SyncDestinations.check(
                engine.context(), Syncs.of(engine.context()).get("packages").collection(), null);
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    /** A run and a check say the same, soon and without a secret. */
    private void requireRefused(Map<String, Value> settings, String sentence) {
        try (Engine engine = engine(settings)) {
            assertThatThrownBy(() -> packages().steps(SINK).run(engine)).hasMessage(sentence);
            assertThat(sandbox.requests()).isEmpty();
            assertThat(check(engine)).isEqualTo(new SyncDestinations.Finding(false, sentence));
        }
        assertThat(sentence).doesNotContain(TestKafka.PASSWORD, WRONG);
    }

    private static String kafka(String port) {
        return "the Kafka at " + kafka.servers(port);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void tls_withTheCaNamed_isComplete(boolean transactional) throws Exception {
        requireWorking(settings("SSL", "SSL"), SINK.replace(" } }", ", transactional: " + transactional + " } }"));
    }

    @ParameterizedTest
    @CsvSource({"PLAIN, false", "PLAIN, true", "SCRAM-SHA-512, false"})
    void user_withThePassword_isComplete(String mechanism, boolean transactional) throws Exception {
        requireWorking(
                asUser(mechanism, TestKafka.PASSWORD),
                SINK.replace(" } }", ", transactional: " + transactional + " } }"));
    }

    @ParameterizedTest
    @CsvSource({
        "PLAIN, Authentication failed: Invalid username or password",
        "SCRAM-SHA-512, Authentication failed during authentication due to invalid credentials with SASL mechanism SCRAM-SHA-512"
    })
    void password_thatIsWrong_isSaidAtOnce(String mechanism, String reason) {
        requireRefused(
                asUser(mechanism, WRONG),
                kafka("SASL_SSL") + " refuses who asks (" + reason
                        + "); check pagesync.kafka.client.security.protocol, pagesync.kafka.client.sasl.mechanism and"
                        + " pagesync.kafka.secret.sasl.jaas.config");
    }

    @Test
    void certificate_ofAnotherCa_isSaidAtOnce() {
        Map<String, Value> settings = settings("SSL", "SSL");
        set(settings, "client.ssl.truststore.location", file("other.pem"));

        requireRefused(
                settings,
                kafka("SSL") + " cannot be trusted (the server's certificate is of no CA that is trusted here);"
                        + " certificates of your own go into pagesync.kafka.client.ssl.truststore.location");
    }

    @Test
    void trustStore_thatIsNotThere_isNamed() {
        Map<String, Value> settings = settings("SSL", "SSL");
        set(settings, "client.ssl.truststore.location", file("nosuch.pem"));

        requireRefused(
                settings,
                "Kafka's client cannot be made: there is no file " + file("nosuch.pem")
                        + "; mend pagesync.kafka.client.* or pagesync.kafka.secret.*");
    }

    @ParameterizedTest
    @CsvSource({
        "SSL, PLAINTEXT, speaks TLS",
        "SASL_SSL, SASL_PLAINTEXT, speaks TLS",
        "EXTERNAL, SSL, speaks no TLS",
        "EXTERNAL, SASL_SSL, speaks no TLS",
        "SASL_PLAINTEXT, PLAINTEXT, asks for a user"
    })
    void port_ofAnotherProtocol_isSaid(String port, String protocol, String what) {
        Map<String, Value> settings = protocol.startsWith("SASL") ? asUser("PLAIN", WRONG) : settings(port, protocol);
        set(settings, "bootstrap-servers", kafka.servers(port));
        set(settings, "client.security.protocol", protocol);

        requireRefused(
                settings,
                kafka(port) + " cannot be used: " + kafka.servers(port) + " " + what
                        + ", and pagesync.kafka.client.security.protocol is " + protocol
                        + "; it may be PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL");
    }

    @Test
    void protocol_thatIsNone_isRefused() {
        requireRefused(
                settings("SSL", "TLS"),
                "Kafka's client cannot be made: Invalid value TLS for configuration security.protocol: String must be one of"
                        + " (case insensitive): SASL_SSL, PLAINTEXT, SSL, SASL_PLAINTEXT; mend pagesync.kafka.client.* or"
                        + " pagesync.kafka.secret.*");
    }

    @Test
    void user_thatIsNotSet_isAskedFor() {
        Map<String, Value> settings = settings("SASL_SSL", "SASL_SSL");
        set(settings, "client.sasl.mechanism", "PLAIN");

        requireRefused(
                settings,
                "Kafka's client cannot be made: pagesync.kafka.client.security.protocol asks for a user, and"
                        + " pagesync.kafka.secret.sasl.jaas.config is not set");
    }

    @Test
    void mechanism_thatIsNotSet_isAskedFor() {
        Map<String, Value> settings = asUser("PLAIN", TestKafka.PASSWORD);
        settings.remove("pagesync.kafka.client.sasl.mechanism");

        requireRefused(
                settings,
                "Kafka's client cannot be made: pagesync.kafka.client.sasl.mechanism is GSSAPI unless it is set; name the"
                        + " one that pagesync.kafka.secret.sasl.jaas.config is for, such as PLAIN or SCRAM-SHA-512");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                WRONG,
                "pagesync " + WRONG,
                "pagesync " + WRONG + " user=x",
                WRONG + " required username=\"pagesync\";",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"pagesync\" password=\""
                        + WRONG + "\""
            })
    void login_thatIsNone_isNotQuoted(String text) {
        requireRefused(
                login(asUser("PLAIN", ""), text),
                "Kafka's client cannot be made: pagesync.kafka.secret.sasl.jaas.config is not of the form MODULE required"
                        + " username=\"USER\" password=\"PASSWORD\";");
    }

    @Test
    void host_thatIsUnknown_isSaid() {
        Map<String, Value> settings = settings("SSL", "SSL");
        set(settings, "bootstrap-servers", "nosuch.invalid:9092");

        requireRefused(
                settings,
                "Kafka's client cannot be made: no host that pagesync.kafka.bootstrap-servers names is known");
    }
}
