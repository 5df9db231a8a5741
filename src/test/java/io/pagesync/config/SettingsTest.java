package io.pagesync.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.InvalidSettingException;
import io.pagesync.api.ApiSettings;
import io.pagesync.settings.Problems;
import io.pagesync.settings.Value;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SettingsTest {
    private static Configuration read(Map<String, String> texts) {
        return Configuration.of(texts.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, each -> Value.of(each.getValue(), "application.properties"))))
                .requireSound();
    }

    private static ApiSettings api(String setting, String text) {
        return Objects.requireNonNull(read(Map.of("pagesync.api.t3.base-url", "https://api.example.com", setting, text))
                .apis()
                .get("t3"));
    }

    @Test
    void api_withABaseUrlOnly_hasEveryDefault() {
        ApiSettings api = ApiReader.defaults("t3", URI.create("https://api.example.com"));

        assertThat(api.rateLimit()).isEqualTo(10);
        assertThat(api.concurrency()).isEqualTo(10);
        assertThat(api.attempts()).isEqualTo(3);
        assertThat(api.maxPause()).isEqualTo(Duration.ofMinutes(5));
        assertThat(api.limits())
                .isEqualTo(new ApiSettings.AnswerLimits(
                        Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(5), 64L * 1024 * 1024));
    }

    @Test
    void api_withSettings_takesThem() {
        assertThat(api("pagesync.api.t3.rate-limit", "0.5").rateLimit()).isEqualTo(0.5);
        assertThat(api("pagesync.api.t3.max-pause", "1d").maxPause()).isEqualTo(Duration.ofDays(1));
        assertThat(api("pagesync.api.t3.headers.X-Tenant", "7").headers()).containsEntry("X-Tenant", "7");
        assertThat(api("pagesync.api.t3.contact", "ops@example.com").headers())
                .containsEntry("From", "ops@example.com");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pagesync.api.t3.rate-limit | ten | pagesync.api.t3.rate-limit is 'ten'; it must be 0 for no limit, or"
                        + " a number from",
                "pagesync.api.t3.rate-limit | 99999 | pagesync.api.t3.rate-limit is '99999'; it must be 0 for no limit",
                "pagesync.api.t3.limits | 5000 | pagesync.api.t3.limits is '5000'; it must be limits such as 5000/h,"
                        + " 100000/day or 900/15min, five at the most, of a window from 1s to 31d",
                "pagesync.api.t3.share | 0.9 | pagesync.api.t3.share is '0.9'; it must be a whole percentage from 1% to"
                        + " 100%",
                "pagesync.api.t3.rules | status 4o9: retry | the rule 'status 4o9: retry' of pagesync.api.t3.rules has"
                        + " the condition 'status 4o9'; it must be a status",
                "pagesync.api.t3.rules | status 409: wait 6m | the rule 'status 409: wait 6m' of pagesync.api.t3.rules"
                        + " waits for longer than a pause may be; make the wait shorter or pagesync.api.t3.max-pause"
                        + " longer",
                "pagesync.api.t3.concurrency | 0 | pagesync.api.t3.concurrency is '0'; it must be a whole number from"
                        + " 1",
                "pagesync.api.t3.backoff | soon | pagesync.api.t3.backoff is 'soon'; it must be a length of time",
                "pagesync.api.t3.answer-timeout | 0s | pagesync.api.t3.answer-timeout is '0s'; it must be a length of"
                        + " time from 1ms",
                "pagesync.api.t3.connect-timeout | 999999999h | pagesync.api.t3.connect-timeout is '999999999h'; it"
                        + " must be",
                "pagesync.api.t3.headers.Host | x | pagesync.api.t3.headers.Host is set by the HTTP client itself;"
                        + " leave it out",
                "pagesync.api.t3.headers.X Y | x | pagesync.api.t3.headers.X Y names 'X Y', which is no name of a"
                        + " header",
                "pagesync.api.t3.headers.X | caf\u00e9 | pagesync.api.t3.headers.X is 'caf\u00e9'; it must be of"
                        + " characters",
                "pagesync.api.t3.proxy | https://p:1 | pagesync.api.t3.proxy is 'https://p:1'; it must be"
                        + " http://host:port",
                "pagesync.api.t3.headers.Authorization | x | pagesync.api.t3.headers.Authorization is a secret",
                "pagesync.api.t3.rate-limt | 5 | there is no setting pagesync.api.t3.rate-limt"
                        + " (application.properties); did you mean pagesync.api.t3.rate-limit?",
                "pagesync.shutdown-timeut | 5 | there is no setting pagesync.shutdown-timeut (application.properties);"
                        + " did you mean pagesync.shutdown-timeout?",
                "pagesync.jms.ulr | tcp://a:1 | there is no setting pagesync.jms.ulr (application.properties); did you"
                        + " mean pagesync.jms.url?",
                "pagesync.apii.t3.rate-limit | 5 | there is no setting pagesync.apii.t3.rate-limit"
                        + " (application.properties); did you mean pagesync.api.t3.rate-limit?",
                "pagesync.api.my-t3.rate-limit | 5 | there is no setting pagesync.api.my-t3.rate-limit"
                        + " (application.properties); the name 'my-t3' in it must be a lower-case letter, then letters"
                        + " and digits, so that each environment variable has one meaning",
                "pagesync.sandwich | 5 | there is no setting pagesync.sandwich (application.properties); pagesync"
                        + " config --reference lists all there are",
                "pagesync.api.tt3.rate-limit | 5 | the setting pagesync.api.tt3.rate-limit (application.properties)"
                        + " belongs to an API without a base URL; set pagesync.api.tt3.base-url",
            })
    void setting_thatCannotBe_isRefused(String setting, String text, String message) {
        assertThatThrownBy(() -> api(setting, text))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "url | broker:61616 | pagesync.jms.url is 'broker:61616'; it must be where a broker of ActiveMQ"
                        + " Artemis",
                "url | tcp://me:hush@broker:61616 | pagesync.jms.url holds a user or a password; set pagesync.jms.user",
                "url | tcp://broker:61616?keyStorePassword=hush | pagesync.jms.url holds the password of a store; name",
                "password | hush | pagesync.jms.password is a secret, which must not stand in a file of settings; put"
                        + " it into the environment variable PAGESYNC_JMS_PASSWORD",
                "password-file | /no/such/file | pagesync.jms.password-file names /no/such/file, which is not there or"
                        + " cannot be read"
            })
    void broker_thatCannotBe_isRefusedWithoutShowingASecret(String setting, String text, String message) {
        assertThatThrownBy(() -> read(Map.of("pagesync.jms." + setting, text)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith(message)
                .hasMessageNotContaining("hush");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bootstrap-servers | broker | pagesync.kafka.bootstrap-servers is 'broker'; it must be HOST:PORT",
                "bootstrap-servers | broker:99999 | pagesync.kafka.bootstrap-servers is 'broker:99999'; it must be HOST:PORT",
                "client.acks | 1 | pagesync.kafka.client.acks is set by Pagesync itself; leave it out",
                "client.sasl.jaas.config | hush | pagesync.kafka.client.sasl.jaas.config is a secret; say it by"
                        + " pagesync.kafka.secret.sasl.jaas.config or pagesync.kafka.secret.sasl.jaas.config-file",
                "secret.ssl.key.password | hush | pagesync.kafka.secret.ssl.key.password is a secret, which must not"
                        + " stand in a file of settings; put it into the environment variable"
                        + " PAGESYNC_KAFKA_SECRET_SSL_KEY_PASSWORD",
                "secret.ssl.key.password-file | /no/such/file | pagesync.kafka.secret.ssl.key.password-file names"
                        + " /no/such/file, which is not there or cannot be read",
            })
    void kafka_thatCannotBe_isRefusedWithoutShowingASecret(String setting, String text, String message) {
        assertThatThrownBy(() -> read(Map.of("pagesync.kafka." + setting, text)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith(message)
                .hasMessageNotContaining("hush");
    }

    @Test
    void secretOfKafka_isReadFromItsFileEachTime(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("jaas"), "old\n");
        var kafka = read(Map.of("pagesync.kafka.secret.sasl.jaas.config-file", file.toString()))
                .kafka();

        assertThat(kafka.secrets()).containsOnlyKeys("sasl.jaas.config");
        assertThat(kafka.secrets().values())
                .allSatisfy(secret -> assertThat(secret.get()).isEqualTo("old"));
        Files.writeString(file, "new\n");
        assertThat(kafka.secrets().values())
                .allSatisfy(secret -> assertThat(secret.get()).isEqualTo("new"));
    }

    @Test
    void passwordOfTheBroker_isReadFromItsFileEachTime(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "old\n");
        var broker = read(Map.of("pagesync.jms.password-file", file.toString())).broker();

        assertThat(broker.password().get()).isEqualTo("old");
        Files.writeString(file, "new\n");
        assertThat(broker.password().get()).isEqualTo("new");
    }

    @ParameterizedTest
    @CsvSource({
        "PAGESYNC_JMS_PASSWORD, pagesync.jms.password",
        "PAGESYNC_KAFKA_CLIENT_SECURITY_PROTOCOL, pagesync.kafka.client.security.protocol",
        "PAGESYNC_KAFKA_SECRET_SSL_KEY_PASSWORD, pagesync.kafka.secret.ssl.key.password",
        "PAGESYNC_KAFKA_SECRET_SASL_JAAS_CONFIG_FILE, pagesync.kafka.secret.sasl.jaas.config-file",
        "PAGESYNC_API_T3_RATE_LIMIT, pagesync.api.t3.rate-limit",
        "PAGESYNC_API_T3_BASE_URL, pagesync.api.t3.base-url",
        "PAGESYNC_API_T3_HEADERS_X_TENANT, pagesync.api.t3.headers.x-tenant",
        "PAGESYNC_SHUTDOWN_TIMEOUT, pagesync.shutdown-timeout"
    })
    void variable_ofASetting_setsIt(String variable, String key) {
        assertThat(Variables.read(Map.of(variable, " 5 ", "PATH", "/bin"), new Problems()))
                .isEqualTo(Map.of(key, Value.ofVariable(variable.endsWith("PASSWORD") ? " 5 " : "5", variable)));
    }

    @Test
    void variable_thatIsNoSetting_isRefused() {
        Problems problems = new Problems();
        Configuration configuration =
                Configuration.of(Variables.read(Map.of("PAGESYNC_API_T3_RATE_LIMT", "5"), problems), problems);

        assertThatThrownBy(configuration::requireSound)
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith("the environment variable PAGESYNC_API_T3_RATE_LIMT is no setting");
    }

    @Test
    void secretsFile_isNoSecretItself() {
        assertThat(Catalog.find("pagesync.api.t3.auth.secret.otp"))
                .hasValueSatisfying(otp -> assertThat(otp.secret()).isTrue());
        assertThat(Catalog.find("pagesync.api.t3.auth.secret.otp-file"))
                .hasValueSatisfying(file -> assertThat(file.secret()).isFalse());
    }

    @Test
    void defaults_areOfTheirForms() {
        assertThat(Catalog.SECTIONS.stream()
                        .flatMap(section -> section.settings().stream())
                        .filter(setting -> !setting.defaultText().isEmpty()))
                .allSatisfy(setting -> assertThat((Object) setting.defaultValue())
                        .as(setting.name())
                        .isNotNull());
    }

    /** {@code ./pagesync config --reference > docs/settings.md} mends it. */
    @Test
    void reference_inDocs_isWhatTheDeclarationsSay() throws IOException {
        assertThat(Files.readString(Path.of("docs/settings.md"))).isEqualTo(Reference.markdown());
    }

    /** Written anew by the main method of SpringMetadata. */
    @Test
    void metadataForIdes_isThatOfTheCatalog() throws IOException {
        assertThat(Files.readString(SpringMetadata.FILE)).isEqualTo(SpringMetadata.json());
    }
}
