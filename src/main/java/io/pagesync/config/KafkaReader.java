package io.pagesync.config;

import io.pagesync.destination.WriteRetry;
import io.pagesync.kafka.client.KafkaSettings;
import io.pagesync.settings.Declarations;
import io.pagesync.settings.Form;
import io.pagesync.settings.Given;
import io.pagesync.settings.SecretSource;
import io.pagesync.settings.Section;
import io.pagesync.settings.Setting;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The settings of Kafka: what there is, and how it is read. */
final class KafkaReader {
    private static final Declarations ALL = new Declarations();
    private static final Pattern SERVER = Pattern.compile("\\s*[^\\s,:@/]+:(\\d{1,5})\\s*");
    private static final int HIGHEST_PORT = 65_535;
    private static final String CLIENT = "client.";
    private static final String SECRET = "secret.";

    private static final Setting<String> SERVERS = ALL.add(
            "bootstrap-servers",
            Form.TEXT.where(
                    text -> Stream.of(text.split(",", -1)).allMatch(KafkaReader::isServer),
                    "HOST:PORT, several with commas between them"),
            "localhost:9092",
            "Brokers that are asked for the others: HOST:PORT, several with commas between them.");
    private static final Setting<String> MARKS = ALL.add(
            "marks-topic",
            Form.TEXT.where(text -> text.matches("[a-zA-Z0-9._-]{1,249}"), "a topic's name"),
            "pagesync-marks",
            "Where a transactional kamelet:kafka-sink notes what it has sent; made where it is not there.");

    static {
        ALL.add(
                CLIENT + "<property>",
                Form.TEXT,
                "",
                "A property of Kafka's client, such as client.security.protocol; not for secrets.");
        var unused = ALL.secret(
                SECRET + "<property>",
                "A property of Kafka's client that is a secret, such as secret.sasl.jaas.config.",
                "A file with that secret, read for each client.");
    }

    private static final RetrySettings RETRY = RetrySettings.in(
            ALL,
            "How often kamelet:kafka-sink sends a page in all, 1 to 1000, after an error that may pass, such as a restart.");

    static final Section SECTION =
            new Section("pagesync.kafka.", "Kafka, where the topics of kamelet:kafka-sink are", ALL);

    private static boolean isServer(String text) {
        Matcher server = SERVER.matcher(text);
        return server.matches() && Integer.parseInt(server.group(1)) <= HIGHEST_PORT;
    }

    /** What these are decides whether each record arrives once. */
    private static final Set<String> OURS = Set.of(
            "bootstrap.servers",
            "acks",
            "enable.idempotence",
            "transactional.id",
            "key.serializer",
            "value.serializer",
            "key.deserializer",
            "value.deserializer",
            "isolation.level",
            "enable.auto.commit",
            "group.id");

    private static final Pattern SECRETLY =
            Pattern.compile("(.*[.])?(password|secret|token)|sasl[.]jaas[.]config|ssl[.]keystore[.]key");

    private KafkaReader() {}

    static KafkaSettings read(Given given) {
        Map<String, String> client = new TreeMap<>();
        for (String name : given.names(CLIENT)) {
            String property = name.substring(CLIENT.length());
            if (isOurs(given, name, property)) {
                continue;
            }
            if (SECRETLY.matcher(property).matches()) {
                given.wrong(
                        name,
                        given.name(name) + " is a secret; say it by " + given.name(SECRET + property) + " or "
                                + given.name(SECRET + property + SecretSource.FILE));
            }
            client.put(property, given.text(name));
        }
        Map<String, Supplier<String>> secrets = new TreeMap<>();
        for (String name : given.names(SECRET)) {
            String property = name.substring(SECRET.length()).replaceFirst(SecretSource.FILE + "$", "");
            SecretSource secret = SecretSource.of(given, SECRET + property);
            if (!isOurs(given, name, property) && secrets.put(property, secret::read) == null) {
                // Read once now: one that cannot be stops the start.
                given.attempt(secret.setBy(), secret::read);
            }
        }
        WriteRetry retry = RETRY.read(given);
        return new KafkaSettings(given.read(SERVERS).replaceAll("\\s", ""), given.read(MARKS), client, secrets, retry);
    }

    private static boolean isOurs(Given given, String name, String property) {
        if (OURS.contains(property)) {
            given.wrong(name, given.name(name) + " is set by Pagesync itself; leave it out");
            return true;
        }
        return false;
    }
}
