package io.pagesync.kafka;

import com.fasterxml.jackson.core.JsonPointer;
import io.pagesync.InvalidSettingException;
import io.pagesync.destination.Destination;
import io.pagesync.destination.DestinationKind;
import io.pagesync.destination.DestinationUse;
import io.pagesync.kafka.client.KafkaSettings;
import io.pagesync.page.Page;
import io.pagesync.run.Run;
import io.pagesync.run.plan.Collection;
import io.pagesync.settings.Declarations;
import io.pagesync.settings.Form;
import io.pagesync.settings.Setting;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Records in a topic of Kafka. */
public final class KafkaKind implements DestinationKind {
    private static final Declarations PARAMETERS = new Declarations();
    private static final Setting<String> TOPIC = PARAMETERS.required(
            "topic",
            Form.TEXT.where(KafkaKind::isName, "a topic's name: letters, digits, dots, underscores, hyphens"),
            "");
    private static final Setting<Boolean> TRANSACTIONAL = PARAMETERS.add("transactional", Form.FLAG, "false", "");
    private static final String WORD = "kafka:";

    @Override
    public String kamelet() {
        return "kafka-sink";
    }

    @Override
    public DestinationUse use(Map<String, String> parameters, Host host) {
        String topic = read(TOPIC, parameters);
        try {
            var unused = Class.forName(
                    "org.apache.kafka.clients.producer.Producer", false, KafkaKind.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new InvalidSettingException(
                    "kamelet:kafka-sink needs org.apache.kafka:kafka-clients on the classpath; add it to"
                            + " the application's dependencies");
        }
        boolean transactional = read(TRANSACTIONAL, parameters);
        KafkaSettings settings = host.get(KafkaSettings.class);
        KafkaDestination.requireSound(settings);
        return new Records(topic, transactional, settings);
    }

    /** The parameters of the Kamelet. */
    static List<Setting<?>> parameters() {
        return PARAMETERS.list();
    }

    private static boolean isName(String text) {
        return text.matches("[a-zA-Z0-9._-]{1,249}") && !text.matches("[.]{1,2}");
    }

    /** A name behind {@code kafka:}. */
    @Override
    public Optional<Map<String, String>> parametersOf(String to) {
        return to.startsWith(WORD) ? Optional.of(Map.of(TOPIC.name(), to.substring(WORD.length()))) : Optional.empty();
    }

    private record Records(String topic, boolean transactional, KafkaSettings settings) implements DestinationUse {
        @Override
        public String check(Collection collection, @Nullable Page first) {
            return KafkaDestination.check(topic, settings);
        }

        /** A process that was stopped and wakes up must not commit what another one has sent in its place. */
        @Override
        public @Nullable String alone(List<JsonPointer> key) {
            return transactional
                    ? "topic " + topic + " takes the transactions of one process (transactional: true)"
                    : null;
        }

        @Override
        public Destination open(Run run) {
            return KafkaDestination.open(topic, transactional, settings, run.stop());
        }
    }
}
