package io.pagesync.queue;

import static io.pagesync.testing.TestSync.packages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.InvalidSettingException;
import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.boot.Pipeline;
import io.pagesync.camel.check.SyncDestinations;
import io.pagesync.camel.jms.TestBroker;
import io.pagesync.camel.sync.Syncs;
import io.pagesync.config.Configuration;
import io.pagesync.destination.WriteRetry;
import io.pagesync.jms.BrokerSettings;
import io.pagesync.report.Verdict;
import io.pagesync.settings.Value;
import io.pagesync.testing.SandboxExtension;
import io.pagesync.testing.TestApi;
import io.pagesync.testing.TestKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A broker that is reached by TLS: what gets through, and one sentence for what does not. */
@SuppressWarnings("NullAway.Init")
final class BrokerTlsTest {
    private static final String TLS = "?sslEnabled=true;trustStoreType=PEM;trustStorePath=";
    private static final String WRONG = "wr0ng-of-the-broker";

    @TempDir
    private static Path folder = Path.of("");

    private static TestBroker secure;
    private static TestBroker plain;

    @RegisterExtension
    private final SandboxExtension sandbox = SandboxExtension.of(250);

    @BeforeAll
    static void start() throws Exception {
        TestKeys ours = TestKeys.make(folder, "server", "ip:127.0.0.1");
        Files.writeString(folder.resolve("ca.pem"), ours.certificate());
        TestKeys others = TestKeys.make(folder, "other", "ip:127.0.0.1");
        Files.writeString(folder.resolve("other.pem"), others.certificate());
        secure = TestBroker.startSecure(ours);
        plain = TestBroker.start();
    }

    @AfterAll
    static void stop() {
        secure.close();
        plain.close();
    }

    private static String tls(String store) {
        return TLS + folder.resolve(store);
    }

    private Engine engine(Configuration settings) {
        Engine engine = Engine.start(TestApi.at(sandbox.baseUri()).settings());
        engine.context().getRegistry().bind("pagesync-settings", settings);
        engine.addRoutes(
                "packages",
                packages()
                        .steps("- to: { uri: kamelet:queue-sink, parameters: { queue: packages } }")
                        .yaml());
        return engine;
    }

    private static SyncDestinations.Finding check(Engine engine) {
        return SyncDestinations.check(
                        engine.context(),
                        Syncs.of(engine.context()).get("packages").collection(),
                        null)
                .get(0);
    }

    /** A run and a check say the same, and no attempt is made again. */
    private void requireRefused(Configuration settings, String sentence) {
        try (Engine engine = engine(settings)) {
            assertThatThrownBy(() -> Pipeline.run(engine.context(), "packages")).hasMessage(sentence);
            assertThat(sandbox.requests()).isEmpty();
            assertThat(check(engine)).isEqualTo(new SyncDestinations.Finding(false, sentence));
        }
        assertThat(sentence).doesNotContain(TestBroker.PASSWORD, WRONG);
    }

    private static Configuration at(TestBroker broker, String password, String tls) {
        return broker.settings(TestBroker.USER, password, tls);
    }

    @Test
    void tls_withTheCaNamed_isComplete() {
        try (Engine engine = engine(at(secure, TestBroker.PASSWORD, tls("ca.pem")))) {
            assertThat(Pipeline.run(engine.context(), "packages").verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(check(engine).sound()).isTrue();
            assertThat(secure.count("packages")).isEqualTo(250);
        }
    }

    @Test
    void password_thatIsWrong_isSaidAtOnce() {
        requireRefused(
                at(secure, WRONG, tls("ca.pem")),
                "the message broker " + secure.url() + tls("ca.pem")
                        + " refuses the user pagesync; check pagesync.jms.user and pagesync.jms.password");
    }

    @Test
    void certificate_ofAnotherCa_isSaidAtOnce() {
        requireRefused(
                at(secure, TestBroker.PASSWORD, tls("other.pem")),
                "the message broker " + secure.url() + tls("other.pem")
                        + " cannot be trusted (the server's certificate is of no CA that is trusted here); certificates of"
                        + " your own are named in pagesync.jms.url (trustStoreType=PEM;trustStorePath=FILE)");
    }

    @Test
    void store_thatIsNotThere_isNamed() {
        requireRefused(
                at(secure, TestBroker.PASSWORD, tls("nosuch.pem")),
                "the message broker " + secure.url() + tls("nosuch.pem")
                        + " cannot be reached by TLS (Failed to find a store at " + folder.resolve("nosuch.pem")
                        + "); mend the stores that pagesync.jms.url names");
    }

    @Test
    void portOfTls_thatIsSpokenToWithout_isSaidAtOnce() {
        requireRefused(
                at(secure, TestBroker.PASSWORD, ""),
                "the message broker " + secure.url()
                        + " speaks TLS; put sslEnabled=true, and where its certificates are"
                        + " (trustStoreType=PEM;trustStorePath=FILE), behind a question mark in pagesync.jms.url");
    }

    /** Artemis' client waits for ten seconds, which nothing shortens. */
    @Test
    void portWithoutTls_thatIsSpokenToByIt_isSaidAfterOneAttempt() {
        Configuration settings = at(plain, TestBroker.PASSWORD, tls("ca.pem"));
        try (Engine engine = engine(settings)) {
            assertThat(check(engine))
                    .isEqualTo(new SyncDestinations.Finding(
                            false,
                            "the message broker " + plain.url() + tls("ca.pem")
                                    + " speaks no TLS; leave sslEnabled out of pagesync.jms.url"));
        }
    }

    @Test
    void passwordOfAStore_inTheUrl_isRefused() {
        String url = secure.url() + "?sslEnabled=true;trustStorePath=/store.p12;trustStorePassword=" + WRONG;

        assertThatThrownBy(() -> new BrokerSettings(url, null, () -> null, WriteRetry.DEFAULT))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("pagesync.jms.url holds the password of a store; name a store in PEM instead, which has"
                        + " none: trustStoreType=PEM;trustStorePath=FILE");
    }

    @Test
    void brokerThatIsDown_besideOneThatIsThere_isPassedOver() throws Exception {
        Configuration both = Configuration.of(Map.of(
                "pagesync.jms.url",
                Value.of("(tcp://127.0.0.1:1," + plain.url() + ")", "application.properties"),
                "pagesync.jms.user",
                Value.of(TestBroker.USER, "application.properties"),
                "pagesync.jms.password",
                Value.ofVariable(TestBroker.PASSWORD, "PAGESYNC_JMS_PASSWORD")));
        try (Engine engine = engine(both)) {
            assertThat(check(engine).sound()).isTrue();
        }
    }
}
